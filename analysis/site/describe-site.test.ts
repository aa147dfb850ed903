import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { describeSite } from './describe-site.ts';
import { readSiteModel } from './site-model.ts';
import { toSiteText } from './site-text.ts';

type Files = Record<string, string | null>;

function describeFiles(files: Files) {
  const read = Object.entries(files).flatMap(([path, text]) => (text === null ? [] : [{ path, text }]));
  return describeSite(readSiteModel(toSiteText(Object.keys(files), read)));
}

const describeHtml = (html: string) => describeFiles({ 'index.html': html });

describe('compositions', () => {
  it('are entries or parts, with the files that mount them', () => {
    const { compositions } = describeFiles({
      'index.html': `<div data-composition-id="main" data-width="1920" data-height="1080" data-fps="60000/2002">
        <div id="a" data-composition-src="parts/intro.html" data-start="1" data-duration="2" data-track-index="3"></div>
        <div data-composition-src="parts/intro.html" data-start="a + 0.5"></div>
      </div>`,
      'parts/intro.html':
        '<template><div data-composition-id="intro" data-width="640px" data-duration="4"><p>Hi</p></div></template>',
      'other.html': '<div data-composition-id="other" data-duration="3"></div>',
      'page.html': '<p>No composition</p>',
    });
    expect(compositions).toMatchObject([
      {
        id: 'main',
        file: 'index.html',
        role: 'entry',
        hostFiles: [],
        width: 1920,
        height: 1080,
        fps: '30000/1001',
        durationSeconds: 3,
        durationSource: 'inferred',
        tracks: [
          { index: 0, clips: [{ startText: 'a + 0.5', start: 3.5, duration: null, line: 3 }] },
          { index: 3, clips: [{ id: 'a', startText: '1', durationText: '2', start: 1, duration: 2, line: 2 }] },
        ],
      },
      {
        id: 'intro',
        file: 'parts/intro.html',
        role: 'sub',
        hostFiles: ['index.html'],
        width: 640,
        height: null,
        durationSeconds: 4,
        durationSource: 'declared',
        elementCount: 1,
      },
      { id: 'other', file: 'other.html', role: 'entry', durationSeconds: 3 },
    ]);
  });

  it('say what they do not declare', () => {
    const [composition] = describeHtml(
      '<div data-composition-id="x" data-fps="29.97" data-duration="2s"></div>',
    ).compositions;
    expect(composition).toMatchObject({
      width: null,
      height: null,
      fps: null,
      durationSeconds: null,
      durationSource: 'unknown',
      title: null,
    });
  });

  it('bring variables of the document and of their own, the later one last', () => {
    const variable = (id: string, label: string) => `{"id":"${id}","type":"string","label":"${label}","default":""}`;
    const [main] = describeHtml(
      `<html data-composition-variables='[${variable('a', 'A')},${variable('b', 'B')}]'>` +
        `<div data-composition-id="x" data-composition-variables='[${variable('b', 'Own')},{"id":"broken"}]'></div>`,
    ).compositions;
    expect(main!.variables.map(({ id, label }) => [id, label])).toEqual([
      ['a', 'A'],
      ['b', 'Own'],
    ]);
  });
});

describe('starts', () => {
  const startsOf = (body: string): Record<string, number> => {
    const { compositions } = describeHtml(`<div data-composition-id="main">${body}</div>`);
    const clips = compositions.flatMap(({ tracks }) => tracks.flatMap((track) => track.clips));
    return Object.fromEntries(clips.map(({ id, start }) => [id, start]));
  };

  it.for([
    ['a number', '<i id="a" data-start="1.5"></i>', { a: 1.5 }],
    ['below zero', '<i id="a" data-start="-2"></i>', { a: 0 }],
    ['after another', '<i id="a" data-start="1" data-duration="2"></i><i id="b" data-start="a"></i>', { a: 1, b: 3 }],
    [
      'after another that comes later',
      '<i id="b" data-start="a-1"></i><i id="a" data-start="1" data-end="3"></i>',
      { b: 2, a: 1 },
    ],
    [
      'after a length that is not known',
      '<i id="a" data-start="1"></i><i id="b" data-start="a + 1"></i>',
      { a: 1, b: 2 },
    ],
    ['a circle', '<i id="a" data-start="b"></i><i id="b" data-start="a + 1"></i>', { a: 1, b: 1 }],
    ['nobody', '<i id="a" data-start="none"></i>', { a: 0 }],
    ['no time', '<i id="a" data-start="1s"></i>', { a: 0 }],
    [
      'inside a composition that starts late',
      '<div data-composition-id="in" data-start="4"><i id="a" data-start="1"></i></div>',
      { in: 4, a: 5 },
    ],
  ] as const)('%s', ([, body, starts]) => {
    expect(startsOf(body)).toEqual(starts);
  });
});

test('fonts are named with weights, and with where their glyphs come from', () => {
  const { fonts, fontLinks } = describeFiles({
    'index.html': `<link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Space+Grotesk:wght@400">
      <style>
        @font-face { font-family: "Own"; src: url(own.woff2) }
        h1 { font: italic 700 48px/1.2 Own, serif } h2 { font-family: 'Own' }
        p { font-family: "Space Grotesk" } b { font-family: Georgia } i { font-family: Nobody; font-weight: bold }
      </style>
      <div data-composition-id="x" style="font-family: var(--face, Lato)"></div>`,
    'own.woff2': null,
  });
  expect(fonts.map(({ family, weights, source, shownAs }) => [family, weights.join(), source, shownAs])).toEqual([
    ['Own', '400,700', 'font-face', null],
    ['Space Grotesk', '400', 'linked', null],
    ['Georgia', '400', 'stand-in', 'EB Garamond'],
    ['Nobody', 'bold', 'unknown', null],
    ['Lato', '400', 'bundled', null],
  ]);
  expect(fontLinks).toEqual(['https://fonts.googleapis.com/css2?family=Space+Grotesk:wght@400']);
});

test('media are told with kind, address and file', () => {
  const { media } = describeFiles({
    'index.html': `<div data-composition-id="x"><img src="a%20b.png">
      <video id="v"><source src="https://cdn.test-host.net/v.mp4"></video><audio src="none.mp3"></audio></div>`,
    'a b.png': null,
  });
  expect(
    media.map(({ kind, src, isRemote, path, elementId, line }) => [kind, src, isRemote, path, elementId, line]),
  ).toEqual([
    ['image', 'a%20b.png', false, 'a b.png', null, 1],
    ['video', 'https://cdn.test-host.net/v.mp4', true, null, 'v', 2],
    ['audio', 'none.mp3', false, null, null, 2],
  ]);
});

test.for([
  [
    'data-story',
    { durationSeconds: 12, fonts: ['Inter', 'JetBrains Mono', 'Playfair Display'], tracks: 7, variables: 0 },
  ],
  [
    'kinetic-titles',
    {
      durationSeconds: 10,
      fonts: ['Archivo Black', 'Inter', 'JetBrains Mono', 'Montserrat', 'Playfair Display'],
      tracks: 6,
      variables: 0,
    },
  ],
  [
    'product-card',
    {
      durationSeconds: 9,
      fonts: ['Inter', 'JetBrains Mono', 'Montserrat', 'Playfair Display'],
      tracks: 4,
      variables: 5,
    },
  ],
] as const)('the sample %s is described', async ([name, expected]) => {
  const folder = join(import.meta.dirname, '../../public/compositions', name);
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  const sheets = Array.from(html.matchAll(/href="([\w-]+\.css)"/g), ([, path]) => path!);
  const texts = await Promise.all(
    sheets.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const),
  );
  const { compositions, fonts } = describeFiles({ 'index.html': html, ...Object.fromEntries(texts) });
  expect(compositions).toHaveLength(1);
  const [composition] = compositions;
  expect(composition).toMatchObject({ id: name, width: 1920, height: 1080, fps: '30', durationSource: 'declared' });
  expect({
    durationSeconds: composition!.durationSeconds,
    fonts: fonts.map(({ family }) => family).toSorted(),
    tracks: composition!.tracks.length,
    variables: composition!.variables.length,
  }).toEqual(expected);
});
