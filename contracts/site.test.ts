import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSiteHasher, inSiteOrder, SiteManifest, SitePath } from './site.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('a site id is the digest over path, NUL and bytes of every file', () => {
  const hasher = createSiteHasher(() => createHash('sha256'));
  const first = hasher.begin('a/x.html');
  first.update(Buffer.from('o'));
  first.update(Buffer.from('ne'));
  expect(first.end()).toEqual({ path: 'a/x.html', sha256: sha256('one'), sizeBytes: 3 });
  const second = hasher.begin('b.css');
  second.update(Buffer.from('two'));
  second.end();
  const manifest = hasher.finish();
  expect(manifest.siteId).toBe(sha256('a/x.html\0oneb.css\0two').slice(0, 16));
  expect(SiteManifest.parse(manifest).files.map(({ path }) => path)).toEqual(['a/x.html', 'b.css']);
});

test('site order is that of UTF-16 code units, whatever the locale', () => {
  const paths = ['é.css', 'b.css', 'B.css', 'a/z.css', 'a.css'];
  expect(inSiteOrder(paths.map((path) => ({ path }))).map(({ path }) => path)).toEqual([
    'B.css',
    'a.css',
    'a/z.css',
    'b.css',
    'é.css',
  ]);
});

test.for(['', '/a', 'a//b', './a', 'a/../b', 'a\\b', 'a\nb'])('%j is no path inside a site', (path) => {
  expect(SitePath.safeParse(path).success).toBe(false);
});
