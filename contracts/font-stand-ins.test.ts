import { describe, expect, it } from 'vitest';
import { findStandIn, SMALL_FAMILY_NAMES } from './font-stand-ins.ts';
import { FONT_KINDS, FORMAT_ALIASES } from './font-table.ts';

const told = (name: string) => {
  const found = findStandIn(name);
  return (
    found &&
    [found.family, found.weight, ...(found.isItalic ? ['italic'] : [])].filter((part) => part !== null).join(' ')
  );
};

describe('the bundled family for a name', () => {
  it.each([
    ['SF Mono', 'JetBrains Mono'],
    ['Cascadia Code', 'JetBrains Mono'],
    ['Segoe UI Variable', 'Roboto'],
    ['Segoe UI Variable Display Semib', 'Roboto 600'],
    ['Segoe UI Semibold', 'Roboto 600'],
    ['Avenir Next', 'Inter'],
    ['Avenir Next Demi Bold', 'Inter 600'],
    ['AvenirNext-DemiBoldItalic', 'Inter 600 italic'],
    ['AvenirNextCondensed-Heavy', 'Oswald 900'],
    ['Helvetica Bold', 'Inter 700'],
    ['Helvetica-BoldOblique', 'Inter 700 italic'],
    ['HelveticaNeue-Light', 'Inter 300'],
    ['HelveticaNeue-CondensedBold', 'Oswald 700'],
    ['Helvetica Neue LT Std', 'Inter'],
    ['HelveticaNeueLTStd-Bd', 'Inter 700'],
    ['ArialMT', 'Inter'],
    ['Arial-BoldMT', 'Inter 700'],
    ['Arial Black', 'Montserrat'],
    ['Arial Narrow', 'Oswald'],
    ['TimesNewRomanPS-BoldItalicMT', 'EB Garamond 700 italic'],
    ['Times New Roman', 'EB Garamond'],
    ['Georgia Bold', 'EB Garamond 700'],
    ['Impact', 'Oswald 700'],
    ['Proxima Nova', 'Montserrat'],
    ['ProximaNova-Semibold', 'Montserrat 600'],
    ['Gotham Black', 'Montserrat 900'],
    ['Didot', 'Playfair Display'],
    ['Bodoni MT', 'Playfair Display'],
    ['Snell Roundhand', 'EB Garamond italic'],
    ['Comic Sans MS', 'Nunito'],
    ['Apple Color Emoji', 'Noto Color Emoji'],
    ['PingFang SC', 'Noto Sans SC'],
    ['PingFangSC-Regular', 'Noto Sans SC 400'],
    ['微软雅黑', 'Noto Sans SC'],
    ['Hiragino Kaku Gothic ProN W6', 'Noto Sans JP 600'],
    ['Malgun Gothic', 'Noto Sans KR'],
    ['Geeza Pro', 'Noto Sans Arabic'],
    ['Inter Bold', 'Inter 700'],
    ['InterVariable', 'Inter'],
    ['Montserrat ExtraBold', 'Montserrat 800'],
    ['Lato Black Italic', 'Lato 900 italic'],
    ['  sf-mono ', 'JetBrains Mono'],
  ])('%s', (name, expected) => {
    expect(told(name)).toBe(expected);
  });

  it.each([
    ...[
      'Roboto Condensed',
      'Roboto Slab',
      'Roboto Mono',
      'Roboto Flex',
      'Inter Tight',
      'Open Sans Condensed',
      'Nunito Sans',
      'Noto Sans Display',
    ],
    ...[
      'Noto Serif',
      'Noto Sans Mono',
      'Montserrat Alternates',
      'Playfair',
      'Playfair Display SC',
      'EB Garamond SC',
      'Archivo',
    ],
    ...[
      'Archivo Narrow',
      'Ubuntu',
      'Cantarell',
      'Bodoni Moda',
      'Libre Bodoni',
      'Libre Franklin',
      'Sora',
      'Bungee',
      'DM Sans',
      'Nowhere',
      'Bold',
      '',
    ],
  ])('%s may be at a font host', (name) => {
    expect(findStandIn(name)).toBeNull();
  });

  it('is one that there is', () => {
    const bundled = new Set<string>([
      ...SMALL_FAMILY_NAMES,
      ...['Noto Sans JP', 'Noto Sans SC', 'Noto Sans KR', 'Noto Sans Arabic', 'Noto Color Emoji'],
    ]);
    const families = [...Object.values(FONT_KINDS).map(({ family }) => family), ...Object.keys(FORMAT_ALIASES)];
    expect(families.filter((family) => !bundled.has(family))).toEqual([]);
  });

  it('is told of hundreds of names, each once', () => {
    const names = Object.values(FONT_KINDS).flatMap(({ names: list }) =>
      list.split(',').map((name) => name.trim().toLowerCase()),
    );
    expect(names.length).toBeGreaterThan(1000);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});
