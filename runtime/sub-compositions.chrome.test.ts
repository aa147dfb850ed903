import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FRAME_CONTROL_FLAGS, launchBrowser, type OpenOptions, type TestBrowser } from './testing/open-page.ts';
import { styleAt } from './testing/seek.ts';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser(FRAME_CONTROL_FLAGS);
});
afterAll(() => browser[Symbol.asyncDispose]());

const film = (content: string, attributes = 'data-duration="4" data-no-timeline'): string =>
  `<!doctype html><html><head></head><body><div data-composition-id="main" data-width="640" data-height="360" ${attributes}>${content}</div></body></html>`;

const template = (id: string, content: string, attributes = ''): string =>
  `<template id="${id}-template"><div id="root" data-composition-id="${id}" data-width="320" data-height="180" ${attributes}>${content}</div></template>`;

/** Opens a film with its files and waits until its children are built. */
async function open(html: string, files: OpenOptions['files'] = {}, setup: OpenOptions['setup'] = {}): Promise<Page> {
  const page = await browser.open(html, { files, setup });
  expect(await page.evaluate(() => window.__edgereel!.whenReady(10_000))).toEqual({ ready: true });
  return page;
}

const attributes = (page: Page, selector: string) =>
  page.$eval(selector, (element) =>
    Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
  );
const colors = (page: Page, selector: string) =>
  page.$$eval(selector, (elements) => elements.map((element) => getComputedStyle(element).color));

describe('the document after assembly', () => {
  test('has the child in its host, and what moved under other names', async () => {
    const page = await open(
      film(
        '<div id="host" data-composition-id="intro" data-composition-src="scenes/intro.html" data-start="1" data-duration="2"></div>',
      ),
      { '/scenes/intro.html': template('intro', '<p>x</p>', 'data-start="0" data-duration="9" data-track-index="1"') },
    );
    expect(await attributes(page, '#host')).toEqual({
      id: 'host',
      'data-composition-id': 'intro',
      'data-composition-file': 'scenes/intro.html',
      'data-start': '1',
      'data-hf-authored-duration': '2',
      'data-hf-clip-hidden': '',
      'data-width': '320',
      'data-height': '180',
      style: expect.stringContaining('width: 320px; height: 180px;'),
    });
    expect(await attributes(page, '#host > *')).toEqual({
      'data-hf-inner-root': 'true',
      'data-hf-authored-id': 'root',
      'data-width': '320',
      'data-height': '180',
      style: 'width: 320px; height: 180px;',
    });
    expect(await styleAt(page, '#host', 'visibility', [0.9, 1, 2.9, 3])).toEqual([
      'hidden',
      'visible',
      'visible',
      'hidden',
    ]);
  });

  test('gives an anonymous host the id of its child, and further mounts ids of their own', async () => {
    const page = await open(
      film(
        '<i data-composition-src="a.html"></i><i data-composition-src="a.html"></i><i data-composition-id="a" data-composition-src="a.html"></i>',
      ),
      { '/a.html': template('a', 'x') },
    );
    const ids = await page.$$eval('i', (hosts) =>
      hosts.map(({ dataset }) => [dataset['compositionId'], dataset['hfOriginalCompositionId'] ?? null]),
    );
    expect(ids).toEqual([
      ['a', null],
      ['a__hf1', 'a'],
      ['a__hf2', 'a'],
    ]);
  });

  test.each([
    ['a template of its name', '<template><div data-composition-id="b">no</div></template>' + template('a', 'yes')],
    [
      'the first template with a composition',
      '<template>no</template><template><div data-composition-id="a">yes</div></template>no',
    ],
    ['the body', '<html><head><title>no</title></head><body><div data-composition-id="a">yes</div></body></html>'],
    [
      'the body that holds it, whatever templates stand beside',
      '<div data-composition-id="a">yes</div>' + template('b', 'no'),
    ],
    ['its element, not what is around it', '<section>no<div data-composition-id="a">yes</div></section>'],
    ['all, when its id is another', '<div data-composition-id="other">yes</div>'],
  ])('takes %s', async (_, file) => {
    const page = await open(film('<div id="host" data-composition-id="a" data-composition-src="a.html"></div>'), {
      '/a.html': file,
    });
    expect(await page.$eval('#host', (host) => host.textContent)).toBe('yes');
  });

  test('takes a template of the page, before or after its hosts', async () => {
    const page = await open(
      film(
        `${template('b', 'b')}<i data-composition-id="a"></i><i data-composition-id="b"></i><i data-composition-id="a"></i>${template('a', 'a')}`,
      ),
    );
    expect(await page.$$eval('i', (hosts) => hosts.map((host) => host.textContent))).toEqual(['a', 'b', 'a']);
  });

  test('is there for the scripts below the host, several levels deep', async () => {
    const page = await open(
      film(
        '<div data-composition-src="deep/a.html"></div><script>window.seen = document.querySelector("#leaf")?.textContent</script>',
      ),
      {
        '/deep/a.html': template('a', '<div data-composition-src="deep/b.html"></div>'),
        '/deep/b.html': template('b', '<div data-composition-src="c.html"></div>'),
        '/c.html': template('c', '<b id="leaf">leaf</b>'),
      },
    );
    expect(await page.evaluate('window.seen')).toBe('leaf');
  });

  test('leaves out a file that lies in itself, and says what it could not mount', async () => {
    const page = await open(
      film(
        '<i data-composition-src="a.html"></i><i id="x" data-composition-src="none.html"></i><i data-composition-src="empty.html"></i><i data-composition-src="bare.html"></i>',
      ),
      {
        '/a.html': template('a', '<u data-composition-src="b.html"></u>'),
        '/b.html': template('b', '<s data-composition-src="a.html"></s>'),
        '/empty.html': ' ',
        '/bare.html': '<p>x</p>',
      },
    );
    expect(await page.evaluate(() => window.__edgereel!.describe().unmountedChildren)).toEqual([
      { file: 'a.html', element: 's', reason: 'circular' },
      { file: 'none.html', element: 'i#x', reason: 'missing' },
      { file: 'empty.html', element: 'i', reason: 'empty' },
      { file: 'bare.html', element: 'i', reason: 'no-composition' },
    ]);
  });
});

test('nesting ends at twenty levels', async () => {
  const level = (n: number) => template(`c${n}`, `<div data-composition-src="c${n + 1}.html"></div>`);
  const files = Object.fromEntries(Array.from({ length: 24 }, (_, n) => [`/c${n}.html`, level(n)]));
  const page = await open(film('<div data-composition-src="c0.html"></div>'), files);
  expect(await page.$$eval('[data-hf-inner-root]', (roots) => roots.length)).toBe(20);
  expect(await page.evaluate(() => window.__edgereel!.describe().unmountedChildren)).toMatchObject([
    { file: 'c20.html', reason: 'too-deep' },
  ]);
});

describe('styles', () => {
  test('of a child stay in its box, in grouping rules too; keyframes and nested rules stay as they are', async () => {
    const page = await open(film('<p class="t">out</p><div data-composition-src="a.html"></div>'), {
      '/a.html': `<html><head><style>.t { color: rgb(255, 0, 0) } .outer { .t2 { color: rgb(0, 0, 255) } }</style></head>
        <body><div id="root" data-composition-id="a"><p class="t">in</p><p class="outer"><b class="t2">n</b></p><p class="m">m</p></div>
        <style>@media all { @supports (color: red) { .m { color: rgb(0, 255, 0) } } } #root { --own: 1 } body { --page: 2 } @keyframes spin { to { rotate: 1turn } } .t { animation: spin 1s }</style></body></html>`,
    });
    expect(await colors(page, '.t')).toEqual(['rgb(0, 0, 0)', 'rgb(255, 0, 0)']);
    expect(await colors(page, '.t2, .m')).toEqual(['rgb(0, 0, 255)', 'rgb(0, 255, 0)']);
    const value = (selector: string, name: string) =>
      page.$eval(selector, (element, property) => getComputedStyle(element).getPropertyValue(property), name);
    expect(await value('[data-hf-inner-root]', '--own')).toBe('1');
    expect(await value('[data-composition-id="a"]', '--own')).toBe('');
    expect(await value('[data-composition-id="a"]', '--page')).toBe('2');
    expect(await value('[data-composition-id="main"]', '--page')).toBe('');
    expect(await value('[data-composition-id="a"] .t', 'animation-name')).toBe('spin');
    expect(await page.$$eval('[data-composition-id="a"] style', (styles) => styles.length)).toBe(0);
  });

  test('in files that the child links are loaded once, in the head', async () => {
    const page = await open(film('<i data-composition-src="s/a.html"></i><i data-composition-src="s/a.html"></i>'), {
      '/s/a.html': `<link rel="stylesheet" href="a.css">${template('a', '<b>x</b>')}`,
      '/s/a.css': 'b { color: rgb(1, 2, 3) }',
    });
    expect(await page.$$eval('head link[href$="a.css"]', (links) => links.length)).toBe(1);
    expect(await colors(page, 'i b')).toEqual(['rgb(1, 2, 3)', 'rgb(1, 2, 3)']);
  });
});

test('addresses in a child lead where they led from its file', async () => {
  const pixel = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>';
  const page = await open(film('<div data-composition-src="scenes/a.html"></div>'), {
    '/scenes/a.html': template(
      'a',
      '<img src="own.svg"><img src="shared.svg"><img src="../up.svg"><video poster="../up.svg"></video><p style="background: url(own.svg)"></p><a href="../x">x</a><picture><source srcset="own.svg 1x, ../up.svg 2x"><img></picture><svg><use href="#y"/></svg>' +
        '<style>p { list-style-image: url("../up.svg"); border-image-source: url(own.svg) }</style>',
    ),
    '/scenes/own.svg': pixel,
    '/shared.svg': pixel,
    '/up.svg': pixel,
  });
  const inside = '[data-composition-id="a"]';
  expect(await page.$$eval(`${inside} > * > img`, (images) => images.map(({ src }) => new URL(src).pathname))).toEqual([
    '/scenes/own.svg',
    '/shared.svg',
    '/up.svg',
  ]);
  expect(await page.$eval(`${inside} source`, (source) => source.srcset)).toBe('/scenes/own.svg 1x, ../up.svg 2x');
  expect(await page.$eval(`${inside} video`, (video) => new URL(video.poster).pathname)).toBe('/up.svg');
  expect(await page.$eval(`${inside} p`, (p) => p.style.backgroundImage)).toBe('url("/scenes/own.svg")');
  const style = await page.$eval(`${inside} p`, (p) => [
    getComputedStyle(p).listStyleImage,
    getComputedStyle(p).borderImageSource,
  ]);
  expect(style).toEqual(['url("https://composition.test/up.svg")', 'url("https://composition.test/scenes/own.svg")']);
  expect(
    await page.$$eval(`${inside} a, ${inside} use`, (links) => links.map((link) => link.getAttribute('href'))),
  ).toEqual(['../x', '#y']);
});

describe('scripts', () => {
  const register = (extra = ''): string =>
    `<script>window.__timelines = window.__timelines || {}; const tl = gsap.timeline({ paused: true }); ${extra} window.__timelines["a"] = tl</script>`;

  test('of two children with the same ids and classes move their own elements', async () => {
    const script = register(
      'tl.to(".box", { x: 100, duration: 1, ease: "none" }).set(document.getElementById("root"), { opacity: 0.5 }, 0);',
    );
    const page = await open(
      film(
        '<script src="/gsap.js"></script><p class="box" id="out"></p><div id="h1" data-composition-src="a.html" data-start="0"></div><div id="h2" data-composition-src="a.html" data-start="1"></div>',
      ),
      { '/a.html': template('a', `<p class="box"></p>${script}`) },
    );
    expect(await page.evaluate('Object.keys(window.__timelines)')).toEqual(['a', 'a__hf1']);
    expect(await styleAt(page, '#h1 .box', 'transform', [0.5, 2])).toEqual([
      'matrix(1, 0, 0, 1, 50, 0)',
      'matrix(1, 0, 0, 1, 100, 0)',
    ]);
    expect(await styleAt(page, '#h2 .box', 'transform', [0.5, 1.5])).toEqual([
      'matrix(1, 0, 0, 1, 0, 0)',
      'matrix(1, 0, 0, 1, 50, 0)',
    ]);
    expect(await styleAt(page, '#out', 'transform', [1])).toEqual(['none']);
    expect(await styleAt(page, '#h2 [data-hf-inner-root]', 'opacity', [0, 2])).toEqual(['0.5', '0.5']);
  });

  test('see the page narrowed to their child, and everything else as it is', async () => {
    const script = `<script>
      const seen = {
        one: document.querySelector('.t').textContent, byTag: document.getElementsByTagName('p').length, root: document.querySelector('[data-composition-id="a"]').dataset.hfInnerRoot,
        none: document.querySelector('#out'), head: document.head === document.querySelector('head'), window: window === window.window && window === globalThis,
        native: typeof window.getComputedStyle(document.body).color, promise: window.Promise === Promise, variables: window.__hyperframes.getVariables(), bare: __hyperframes.getVariables(),
      };
      window.seen = seen;
      let document2 = document.createElement('canvas'); document2.id = 'late'; document.body.append(document2);
      seen.late = document.getElementById('late') === document2;
    </script>`;
    const page = await open(
      film('<p id="out" class="t">out</p><i data-composition-src="a.html" data-variable-values=\'{"b":2}\'></i>'),
      {
        '/a.html': template(
          'a',
          `<p class="t">in</p>${script}`,
          `data-composition-variables='[{"id":"a","default":1},{"id":"b","default":1}]'`,
        ),
      },
    );
    expect(await page.evaluate('window.seen')).toEqual({
      one: 'in',
      byTag: 1,
      root: 'true',
      none: null,
      head: true,
      window: true,
      native: 'string',
      promise: true,
      variables: { a: 1, b: 2 },
      bare: { a: 1, b: 2 },
      late: true,
    });
    expect(await page.evaluate('window.__hfVariablesByComp')).toEqual({ a: { a: 1, b: 2 } });
  });

  test('load what they name once and in order, then run, then their listeners for a page that was there before', async () => {
    const page = await open(
      film(
        '<script>window.log = []; addEventListener("hf-timelines-built", () => log.push("built", window.__hfTimelinesBuilding))</script><i data-composition-src="a.html"></i><i data-composition-src="a.html"></i>',
      ),
      {
        '/a.html': `<head><script src="one.js"></script><script src="two.js"></script></head><body><div data-composition-id="a">
          <script>log.push('inline ' + window.__hfTimelinesBuilding); document.addEventListener('DOMContentLoaded', () => log.push('parsed')); window.onload = () => log.push('loaded')</script></div></body>`,
        '/one.js': 'log.push("one")',
        '/two.js': 'log.push("two")',
      },
    );
    await page.waitForFunction('window.log.filter((entry) => entry === "loaded").length === 2', { polling: 20 });
    expect(await page.evaluate('window.log.filter((entry) => entry !== "loaded")')).toEqual([
      'one',
      'two',
      'inline true',
      'inline true',
      'parsed',
      'parsed',
      'built',
      false,
    ]);
  });

  test('that throw spoil their own child, and are named with file and line', async () => {
    const page = await open(
      film(
        '<i data-composition-src="bad.html"></i><i data-composition-src="broken.html"></i><i data-composition-src="good.html"></i>',
      ),
      {
        '/bad.html': `<template><div data-composition-id="bad">\n<script>\n\nnull.x;\n</script></div></template>`,
        '/broken.html': `<template><div data-composition-id="broken"><script>const = 1</script></div></template>`,
        '/good.html': `<template><div data-composition-id="good"><script>window.good = true</script></div></template>`,
      },
    );
    expect(await page.evaluate('window.good')).toBe(true);
    expect(await page.evaluate(() => window.__edgereel!.describe().failedChildScripts)).toEqual([
      { compositionId: 'bad', file: 'bad.html', line: 4, message: expect.stringContaining('TypeError') },
      { compositionId: 'broken', file: 'broken.html', line: 0, message: expect.stringContaining('SyntaxError') },
    ]);
  });
});

test('each mount has its own values, in scripts, bindings and custom properties', async () => {
  const declared = `data-composition-variables='[{"id":"title","default":"none"},{"id":"Brand Color","default":"red"}]'`;
  const page = await open(
    `<!doctype html><html data-composition-variables='[{"id":"title","default":"page"},{"id":"Brand Color","default":"gray"}]'><head></head><body>
      <div data-composition-id="main" data-width="640" data-height="360" data-duration="1" data-no-timeline><h1 data-var-text="title"></h1>
      <i data-composition-src="a.html" data-variable-values='{"title":"one"}'></i><i data-composition-src="a.html" data-variable-values='{"title":"two","Brand Color":"blue"}'></i>
      <i data-composition-src="a.html" data-variable-values="{broken"></i></div></body></html>`,
    { '/a.html': template('a', '<p data-var-text="title"></p>', declared) },
    { variables: { title: 'override' } },
  );
  expect(await page.$$eval('h1, p', (texts) => texts.map((text) => text.textContent))).toEqual([
    'override',
    'one',
    'two',
    'none',
  ]);
  const brand = await page.$$eval('[data-composition-id="main"], i', (boxes) =>
    boxes.map((box) => getComputedStyle(box).getPropertyValue('--brand-color')),
  );
  expect(brand).toEqual(['gray', 'red', 'blue', 'red']);
});

test('starts and references in a child mean the child', async () => {
  const scene =
    '<p id="a" data-start="0.5" data-duration="0.5"></p><p id="b" data-start="a + 0.5" data-duration="0.5"></p>';
  const page = await open(
    film(
      '<p id="a" data-start="0" data-duration="3"></p><div data-composition-src="s.html" data-start="1" data-duration="2"></div><div class="late" data-composition-src="s.html" data-start="s + 0.5"></div>',
    ),
    { '/s.html': template('s', scene) },
  );
  expect(await styleAt(page, '[data-composition-id="s"] #b', 'visibility', [2.4, 2.5, 2.9, 3])).toEqual([
    'hidden',
    'visible',
    'visible',
    'hidden',
  ]);
  expect(await styleAt(page, '.late', 'visibility', [3.4, 3.5])).toEqual(['hidden', 'visible']);
});

test('media of several files have names of their own', async () => {
  const page = await open(
    film(
      '<video id="clip"></video><i data-composition-src="a.html"></i><i data-composition-src="a.html"></i><audio></audio>',
    ),
    {
      '/a.html': template('a', '<video id="clip"></video>'),
    },
  );
  expect(await page.$$eval('video, audio', (media) => media.map((element) => element.dataset['hfRenderId']))).toEqual([
    'clip',
    'clip__hf1',
    'clip__hf2',
    'hf-audio-1',
  ]);
  expect(
    await page.evaluate(() => {
      const last = document.querySelectorAll('video')[2]!;
      return window.__hfMediaEl!('clip__hf2') === last && window.__hfMediaId!(last);
    }),
  ).toBe('clip__hf2');
});
