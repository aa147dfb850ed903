import { describe, expect, it } from 'vitest';
import { lookAtSite } from '../lint/look-at-site.ts';
import { lintFiles } from '../lint/testing/lint-files.ts';
import { readSiteModel } from './site-model.ts';
import { chooseTextFiles, MAX_TEXT_BYTES, MAX_TEXT_FILE_BYTES, MAX_TEXT_FILES, toSiteText } from './site-text.ts';

const file = (path: string, sizeBytes = 100) => ({ path, sizeBytes });
const pathsOf = (files: readonly { path: string }[]): string[] => files.map(({ path }) => path);

describe('what is read of a site', () => {
  it('is the entry first, then markup, styles and code of the author', () => {
    const { chosen, skipped } = chooseTextFiles(
      ['b.js', 'a.css', 'z.html', 'index.html', 'a.png', 'gsap.min.js', 'vendor/x.js', 'three.module.js', 'm.mjs'].map(
        (path) => file(path),
      ),
    );
    expect(pathsOf(chosen)).toEqual(['index.html', 'z.html', 'a.css', 'b.js', 'm.mjs']);
    expect(skipped).toEqual([]);
  });

  it('has limits, and says what lies beyond', () => {
    expect(chooseTextFiles([file('a.html', MAX_TEXT_FILE_BYTES + 1), file('b.html', MAX_TEXT_FILE_BYTES)])).toEqual({
      chosen: [file('b.html', MAX_TEXT_FILE_BYTES)],
      skipped: ['a.html'],
    });
    const large = Array.from({ length: 5 }, (_, i) => file(`${i}.html`, MAX_TEXT_BYTES / 4));
    expect(chooseTextFiles(large).skipped).toEqual(['4.html']);
    const many = Array.from({ length: MAX_TEXT_FILES + 2 }, (_, i) => file(`${i}.css`));
    expect(chooseTextFiles(many).skipped).toHaveLength(2);
  });

  it('is text', () => {
    const text = toSiteText(
      ['a.html', 'b.html'],
      [
        { path: 'a.html', text: '\ufeff<p>' },
        { path: 'b.html', text: 'PK\0\u0003' },
      ],
      ['c.html'],
    );
    expect([...text.texts]).toEqual([['a.html', '<p>']]);
    expect(text.skipped).toEqual(['c.html', 'b.html']);
  });

  it('may be nested only so deep', () => {
    const texts = {
      'deep.html': '<div>'.repeat(100_000),
      'index.html': `<script>${'[\n'.repeat(100_000)}</script>`,
    };
    const read = Object.entries(texts).map(([path, text]) => ({ path, text }));
    const model = readSiteModel(toSiteText(Object.keys(texts), read));
    expect(model.skipped.toSorted()).toEqual(['deep.html', 'index.html']);
    expect(model.documents).toEqual([]);
  });

  it('may have only so many elements', () => {
    const read = [{ path: 'index.html', text: '<p>'.repeat(100_000) }];
    expect(readSiteModel(toSiteText(['index.html'], read))).toMatchObject({ skipped: ['index.html'], documents: [] });
  });

  it.each([
    ['compositions', (i: number) => `<i data-composition-id="c${i}"></i>`],
    ['tags that close themselves', () => '<p/>'],
    ['comments that show', () => '<div>/* x */<b></b></div>\n'],
  ])(
    'takes time in proportion to its size: %s',
    (_what, partOf) => {
      const parts = Array.from({ length: 9_000 }, (_, i) => partOf(i)).join('');
      const text = `<div data-composition-id="main" data-width="2" data-height="2" data-duration="1">${parts}</div>`;
      const begin = performance.now();
      lookAtSite(toSiteText(['index.html'], [{ path: 'index.html', text }]));
      // With its square it would be ten times that and more.
      expect(performance.now() - begin).toBeLessThan(15_000);
    },
    60_000,
  );

  it('may hold sums of thousands', () => {
    const sum = Array.from({ length: 2_000 }, () => "'a'").join(' +\n');
    const script = `<script>const text = ${sum};\nMath.random();</script>`;
    const findings = lintFiles(
      `<div data-composition-id="main" data-width="2" data-height="2" data-duration="1" data-no-timeline></div>${script}`,
    );
    expect(findings.map(({ code, line }) => [code, line])).toEqual([['non_deterministic_code', 2_001]]);
  });
});

describe('places', () => {
  const places = (html: string): string[] =>
    lintFiles(html).map(({ code, line, column }) => `${line}:${column} ${code}`);
  const ROOT =
    '<div data-composition-id="main" data-width="2" data-height="2" data-duration="1" data-no-timeline></div>';

  it('count lines that end in CR LF', () => {
    expect(
      places(
        `${ROOT}\r\n<script>\r\n// one\r\n  Math.random();\r\n</script>\r\n<style>\r\n p { font-family: Nobody }\r\n</style>`,
      ),
    ).toEqual(['4:3 non_deterministic_code', '7:6 font_family_without_font_face']);
  });

  it('are not moved by a byte order mark', () => {
    expect(places(`\ufeff${ROOT}<script>Math.random()</script>`)).toEqual([
      `1:${ROOT.length + 9} non_deterministic_code`,
    ]);
  });

  it('are those of attributes and of code in templates', () => {
    const html = `${ROOT}\n<template>\n  <img alt=""\n    src="none.png">\n  <script>let a;\n Math.random()</script>\n</template>`;
    expect(places(html)).toEqual(['4:5 missing_local_asset', '6:2 non_deterministic_code']);
  });

  it('are those of the file that holds the code', () => {
    const findings = lintFiles({
      'index.html': `${ROOT}<script src="js/a.js"></script><script src="js/a.js"></script>`,
      'js/a.js': '\n Math.random();',
    });
    expect(findings.map(({ file: path, line, column }) => `${path}:${line}:${column}`)).toEqual(['js/a.js:2:2']);
  });
});
