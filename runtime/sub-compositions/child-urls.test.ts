import { expect, test } from 'vitest';
import { compositionUrl, resolveChildUrl } from './child-urls.ts';

const SITE = 'https://host/preview/film/';
const files = ['scenes/logo.png', 'scenes/deep/logo.png', 'logo.png', 'assets/a.png'].map((path) => SITE + path);
const from = (file: string) => ({ siteUrl: SITE, fileUrl: SITE + file, exists: (url: string) => files.includes(url) });

test.each([
  ['../assets/a.png', 'scenes/child.html', 'assets/a.png'],
  ['./../assets/a.png?v=1#x', 'scenes/child.html', 'assets/a.png?v=1#x'],
  ['../logo.png', 'scenes/deep/child.html', 'scenes/logo.png'],
  ['../../../assets/a.png', 'scenes/child.html', 'assets/a.png'],
  ['logo.png', 'scenes/child.html', 'scenes/logo.png'],
  ['./logo.png', 'scenes/child.html', 'scenes/logo.png'],
  ['assets/a.png', 'scenes/child.html', 'assets/a.png'],
  ['logo.png', 'child.html', 'logo.png'],
])('%s in %s', (written, file, path) => {
  expect(resolveChildUrl(written, from(file))).toBe(SITE + path);
});

test('addresses that are not relative stay', () => {
  const absolute = ['https://cdn/x.js', '//cdn/x.js', '/abs.png', '#mask', 'data:image/png;base64,AA', '', '?a'];
  expect(absolute.map((written) => resolveChildUrl(written, from('scenes/child.html')))).toEqual(
    absolute.map(() => null),
  );
});

test('a composition is looked for from the folder of the site', () => {
  expect(
    ['scenes/a.html', './scenes/a.html', '/scenes/a.html', ' scenes/a.html '].map((source) =>
      compositionUrl(source, SITE),
    ),
  ).toEqual(Array(4).fill(`${SITE}scenes/a.html`));
});
