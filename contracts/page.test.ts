import { expect, test } from 'vitest';
import { preparePage, RUNTIME_PATH } from './page.ts';

const SETUP = { variables: {}, mode: 'capture', fps: { num: 30, den: 1 } } as const;

/** The prepared page with what was put in as `@`. */
const prepare = (html: string): string =>
  preparePage(html, SETUP).replace(/<script>window\.__edgereelSetup=.*?<script src="[^"]*"><\/script>/, '@');

test.for([
  ['a head', '<html><head>|<title>x</title></head></html>'],
  ['attributes', '<!doctype html>\n<html lang="en">\n<head data-note="a > b">|</head></html>'],
  ['upper case', '<!DOCTYPE HTML><HTML><HEAD>|</HEAD></HTML>'],
  ['a head alone', '<head>|<title>x</title></head><body></body>'],
  ['html without head', '<!doctype html><html lang="en">|<body></body></html>'],
  ['a header, which is no head', '<html>|<header>x</header></html>'],
  ['a header, which is no head, after a doctype', '<!doctype html>|<header>x</header>'],
  ['a doctype alone', '<!doctype html>|<p>x</p>'],
  ['a head in a comment', '<!-- <head> --><!doctype html><html><!-- <head> --><head>|</head></html>'],
  ['a comment that ends at once', '<!--><html><head>|</head></html> -->'],
  ['a head in a script', `<!doctype html><html>|<script>document.write('<head>')</script></html>`],
  ['a head in a script of a head', `<html><head>|<script>const a = '<html><head>'</script></head></html>`],
  ['a head in an attribute', '<html data-a="<head>"><head>|</head></html>'],
  ['a byte order mark', '\ufeff<!doctype html><html><head>|</head></html>'],
  ['an XML declaration', '<?xml version="1.0"?><!doctype html><html><head>|</head></html>'],
] as const)('of a page with %s, the runtime comes first', ([, marked]) => {
  expect(prepare(marked.replace('|', ''))).toBe(marked.replace('|', '@'));
});

test.for([
  ['a fragment', '<div>x</div>'],
  ['a fragment with a header', '<header>x</header>'],
  ['a fragment that writes a head', `<script>document.write('<!doctype html><html><head>')</script>`],
  ['a fragment after a comment', '<!-- <!doctype html><html><head> --><div>x</div>'],
  ['nothing', ''],
] as const)('%s becomes a document', ([, html]) => {
  const prepared = prepare(html);
  expect(prepared).toMatch(/^<!doctype html><html><head><meta charset="utf-8">@<style>/);
  expect(prepared).toContain(`<body>${html}</body>`);
});

test('a long comment that never ends is passed over in no time', () => {
  expect(preparePage(`<!--${'-'.repeat(200_000)}`, SETUP)).toContain(RUNTIME_PATH);
});

test('no variable can close the script element', () => {
  const page = preparePage('<p>', { ...SETUP, variables: { title: '</script><script>alert(1)</script>' } });
  expect(page).not.toContain('alert(1)</script>');
  expect(page).toContain('\\u003c/script>');
});
