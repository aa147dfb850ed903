import { expect, test } from 'vitest';
import { rewriteCssUrls } from './css-urls.ts';

test.each([
  ['a { background: url(x.png) }', 'a { background: url("/x.png") }'],
  [`a { background: url( 'x y.png' ), URL("z.png") }`, 'a { background: url("/x y.png"), url("/z.png") }'],
  ['a { background: url(a\\)b.png) }', 'a { background: url("/a)b.png") }'],
  ['@import "base.css" screen;', '@import "/base.css" screen;'],
  ["@import url('base.css');", '@import url("/base.css");'],
  ['/* url(x.png) */ a { content: "url(x.png)" }', '/* url(x.png) */ a { content: "url(x.png)" }'],
  ['a { --mask: url(m.svg); filter: url(#glow) }', 'a { --mask: url("/m.svg"); filter: url(#glow) }'],
])('%s', (css, rewritten) => {
  expect(rewriteCssUrls(css, (address) => (address.startsWith('#') ? null : `/${address}`))).toBe(rewritten);
});
