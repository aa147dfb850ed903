import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EdgereelError } from '#contracts/errors.ts';
import { blobKey, planKey } from '#contracts/keys.ts';
import { MAX_PAGE_FILE_BYTES } from '#contracts/limits.ts';
import type { RenderPlan } from '#contracts/plan.ts';
import { fetchFailed, fetchUnavailable } from '#contracts/remote.ts';
import { composition } from '../testing/compositions.ts';
import { startTestNode, TENANT, type SiteSource, type TestNode } from '../testing/engine-fixture.ts';
import type { WebAnswer } from '../testing/memory-artifacts.ts';

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="red"/></svg>';
const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

const file = (body: string | Uint8Array, contentType: string, finalUrl?: string): WebAnswer => ({
  body: Buffer.from(body),
  contentType,
  ...(finalUrl && { finalUrl }),
});

let node: TestNode;
/** Answers by path on `cdn.test`; every other URL has none. */
function serve(answers: Record<string, WebAnswer | (() => Promise<WebAnswer>)>): void {
  node.artifacts.asked.length = 0;
  node.artifacts.web = async (url) => {
    const answer = answers[url.replace('https://cdn.test', '')];
    return typeof answer === 'function' ? answer() : (answer ?? null);
  };
}

beforeAll(async () => {
  node = await startTestNode({ readyTimeoutMs: 10_000 });
});
afterAll(() => node[Symbol.asyncDispose]());
afterEach(async () => {
  expect(await node.leftovers()).toEqual([]);
});

async function readPlan(planHash: string): Promise<RenderPlan> {
  return JSON.parse(node.artifacts.objects.get(planKey(TENANT, planHash))!.toString()) as RenderPlan;
}
async function refusalOf(site: SiteSource): Promise<EdgereelError> {
  return node.plan(site).then(
    () => expect.fail('the plan was made'),
    (error: EdgereelError) => error,
  );
}

describe('a plan', () => {
  const site = composition(
    '<img src="https://cdn.test/b.svg"><img src="https://cdn.test/a.svg?x=1#part"><img src="https://cdn.test/a.svg?x=1">',
  );

  it('holds each URL once, sorted, with the bytes in the store', async () => {
    serve({ '/a.svg?x=1': file(SVG, 'image/svg+xml'), '/b.svg': file(SVG, 'image/svg+xml') });
    const { planHash } = await node.plan(site);
    const { remote } = await readPlan(planHash);
    expect(remote.map(({ url }) => url)).toEqual(['https://cdn.test/a.svg?x=1', 'https://cdn.test/b.svg']);
    expect(remote[0]).toMatchObject({ contentType: 'image/svg+xml', sizeBytes: SVG.length });
    expect(node.artifacts.objects.get(blobKey(TENANT, remote[0]!.sha256))!.toString()).toBe(SVG);
    // The page was opened twice.
    expect(node.artifacts.asked.toSorted()).toEqual(['https://cdn.test/a.svg?x=1', 'https://cdn.test/b.svg']);
  });

  it('is another one when a byte of the web is', async () => {
    const hashes = new Set<string>();
    for (const body of [SVG, SVG, SVG.replace('red', 'tan')]) {
      serve({ '/a.svg?x=1': file(SVG, 'image/svg+xml'), '/b.svg': file(body, 'image/svg+xml') });
      hashes.add((await node.plan(site)).planHash);
    }
    expect(hashes.size).toBe(2);
  });

  it('keeps where redirects led, so that a module finds its neighbours', async () => {
    serve({
      '/lib': file('import "./part.js"; window.__done = true;', 'text/javascript', 'https://cdn.test/v3/lib.js'),
      '/v3/part.js': file('document.title = "part";', 'text/javascript'),
    });
    const { planHash } = await node.plan(
      composition(
        '<script type="module">import "https://cdn.test/lib"; if (!document.title) throw new Error("no part");</script>',
      ),
    );
    expect((await readPlan(planHash)).remote.map(({ url, finalUrl }) => [url, finalUrl])).toEqual([
      ['https://cdn.test/lib', 'https://cdn.test/v3/lib.js'],
      ['https://cdn.test/v3/lib.js', 'https://cdn.test/v3/lib.js'],
      ['https://cdn.test/v3/part.js', 'https://cdn.test/v3/part.js'],
    ]);
    await expect(node.chunk(planHash, 0)).resolves.toMatchObject({ frames: 30 });
  });

  it('waits for the network longer than for the page', async () => {
    await using hasty = await startTestNode({ readyTimeoutMs: 5_000 });
    const release = Promise.withResolvers<void>();
    let asked = 0;
    hasty.artifacts.web = async () => {
      asked++;
      await release.promise;
      return file('document.title = "slow";', 'text/javascript');
    };
    const planned = hasty.plan(composition('<script src="https://cdn.test/slow.js"></script>'));
    setTimeout(() => release.resolve(), 6_000);
    await expect(planned).resolves.toBeTruthy();
    expect(asked).toBe(1);
  });

  it('does without what no page gets to see', async () => {
    serve({});
    await node.plan(
      composition('<script>navigator.sendBeacon("https://cdn.test/ping", "x")</script>', {
        head: '<link rel="prefetch" href="https://cdn.test/later.js"><link rel="preconnect" href="https://cdn.test">',
      }),
    );
    expect(node.artifacts.asked).toEqual([]);
  });
});

describe('a file that is loaded ahead and is not there', () => {
  const hints = (as: string, name: string) =>
    `<link rel="preload" as="${as}" href="${name}"><link rel="preload" as="${as}" href="https://cdn.test/${name}">`;
  const head =
    hints('image', 'none.png') +
    hints('script', 'none.js') +
    hints('style', 'none.css') +
    '<link rel="preload" as="font" crossorigin href="none.woff2"><link rel="modulepreload" href="none.mjs">' +
    '<link rel="prefetch" href="later.js"><link rel="icon" href="none.ico">';

  it('is not missed', async () => {
    serve({});
    const { planHash } = await node.plan(composition('<p>Hi</p>', { head }));
    await expect(node.chunk(planHash, 0)).resolves.toMatchObject({ frames: 30 });
  });

  it.each([
    ['an image', '<img id="used" src="none.png">', /image none\.png does not exist.*used by img#used/],
    ['a background', '<p style="background: url(none.png)">Hi</p>', /image none\.png does not exist/],
    ['a script', '<script src="none.js"></script>', /script none\.js does not exist/],
    ['a module', '<script type="module">import "./none.mjs"</script>', /script none\.mjs does not exist/],
    ['a style sheet', '<style>@import "none.css";</style>', /stylesheet none\.css does not exist/],
    [
      'a font',
      '<style>@font-face{font-family:Own;src:url(none.woff2)}</style><p style="font-family:Own">Hi</p>',
      /font none\.woff2 does not exist/,
    ],
  ])('is missed when it is wanted by what shows: %s', async (_what, body, message) => {
    serve({});
    expect((await refusalOf(composition(body, { head }))).message).toMatch(message);
  });
});

const image = '<img id="hero" src="https://cdn.test/hero.png">';

describe('a plan is refused, by URL and element, for', () => {
  it.each<[string, SiteSource, WebAnswer | null, string, RegExp]>([
    [
      'a host that does not exist',
      composition('<link id="hero" rel="stylesheet" href="https://cdn.test/hero.css">'),
      null,
      'ASSET_FETCH_UNAVAILABLE',
      /hero\.css could not be reached.*used by link#hero/,
    ],
    [
      'an answer 404',
      composition('<script id="hero" src="https://cdn.test/hero.png"></script>'),
      fetchFailed('https://cdn.test/hero.png', 404, 'Not Found'),
      'ASSET_FETCH_FAILED',
      /https:\/\/cdn\.test\/hero\.png answered 404 Not Found.*used by script#hero/,
    ],
    [
      'a script that cannot be had, whose absence makes others throw',
      composition('<script src="https://cdn.test/hero.png"></script><script>gsap.to()</script>'),
      fetchUnavailable('https://cdn.test/hero.png', 'did not answer within 10 s'),
      'ASSET_FETCH_UNAVAILABLE',
      /did not answer within 10 s.*used by script/,
    ],
    [
      'a page in place of an image',
      composition(image),
      file('<!doctype html><title>Log in</title>', 'image/png'),
      'NOT_MEDIA_PAYLOAD',
      /hero\.png is an HTML page, not an image.*used by img#hero/,
    ],
    [
      'an image in place of a video',
      composition('<video id="clip" src="https://cdn.test/hero.png"></video>'),
      file(PNG, 'video/mp4'),
      'ASSET_MEDIA_TYPE_MISMATCH',
      /is of type image, and its place needs video or audio.*used by video#clip/,
    ],
    [
      'JSON in place of a background',
      composition('<p class="back"></p>', {
        style: '.back{position:absolute;inset:0;background:url(https://cdn.test/hero.png)}',
      }),
      file('{"error":"expired"}', 'application/json'),
      'NOT_MEDIA_PAYLOAD',
      /hero\.png is JSON.*used by p\.back/,
    ],
    [
      'text in place of a font',
      composition('<h1 style="font-family: Own">Hi</h1>', {
        style: '@font-face{font-family:Own;src:url(https://cdn.test/hero.png)}',
      }),
      file('Not found', 'font/woff2'),
      'NOT_MEDIA_PAYLOAD',
      /The font .*hero\.png is text/,
    ],
    [
      'a file of the site that is not what its name says',
      { 'index.html': composition('<img id="own" src="own.png">'), 'own.png': '<html></html>' },
      null,
      'NOT_MEDIA_PAYLOAD',
      /The image own\.png is an HTML page.*used by img#own/,
    ],
    [
      'a file without end',
      composition(image),
      file(Buffer.alloc(MAX_PAGE_FILE_BYTES + 1), 'image/png'),
      'ASSET_TOO_LARGE',
      /must not exceed 104857600 bytes; https:\/\/cdn\.test\/hero\.png has more/,
    ],
    [
      'an address within the house',
      composition('<img id="hero" src="https://169.254.169.254/latest">'),
      null,
      'REMOTE_ADDRESS_REFUSED',
      /169\.254\.169\.254 is private.*used by img#hero/,
    ],
    [
      'http:',
      composition('<script src="http://cdn.test/old.js"></script>'),
      null,
      'REMOTE_ADDRESS_REFUSED',
      /http:\/\/cdn\.test\/old\.js is not fetched: only https:/,
    ],
    [
      'a POST',
      composition('<script>fetch("https://cdn.test/api", { method: "POST", body: "x" }).catch(() => {})</script>'),
      null,
      'ASSET_FETCH_FAILED',
      /a POST request \(https:\/\/cdn\.test\/api\)/,
    ],
    [
      'a WebSocket',
      composition('<script>new WebSocket("wss://cdn.test/live")</script>'),
      null,
      'ASSET_FETCH_FAILED',
      /a WebSocket \(wss:\/\/cdn\.test\/live\)/,
    ],
    [
      'an EventSource',
      composition('<script>new EventSource("https://cdn.test/live")</script>'),
      null,
      'ASSET_FETCH_FAILED',
      /an EventSource \(https:\/\/cdn\.test\/live\)/,
    ],
  ])('%s', async (_what, site, answer, code, message) => {
    serve(answer ? { '/hero.png': answer } : {});
    expect(await refusalOf(site)).toMatchObject({ code, message: expect.stringMatching(message) as string });
  });
});

describe('a font file that cannot be had is named by family, weight and text', () => {
  const face = '@font-face{font-family:Own;font-weight:700;src:url(own.woff2)}';
  const text = '<h1 style="font-family: Own; font-weight: 700">Hi</h1>';
  const inSheet = composition(text, { head: '<link rel="stylesheet" href="https://cdn.test/font.css">' });
  const sheet = { '/font.css': file(face, 'text/css') };
  const gone = fetchFailed('https://cdn.test/own.woff2', 404, 'Not Found');
  it.each<[string, SiteSource, Record<string, WebAnswer>, string]>([
    [
      'for good, in a rule of the page',
      composition(text, { style: face.replace('own.woff2', 'https://cdn.test/own.woff2') }),
      { '/own.woff2': gone },
      'FONT_FETCH_FAILED',
    ],
    ['for good, in a sheet that cannot be read', inSheet, { ...sheet, '/own.woff2': gone }, 'FONT_FETCH_FAILED'],
    ['for now', inSheet, sheet, 'FONT_FETCH_UNAVAILABLE'],
    [
      'for good, as a family of the second choice',
      composition(text.replace('font-family: Own', 'font-family: Space Mono, Own').replace('Hi', '\u2603'), {
        style: face.replace('own.woff2', 'https://cdn.test/own.woff2'),
      }),
      { '/own.woff2': gone },
      'FONT_FETCH_FAILED',
    ],
  ])('%s', async (_what, site, answers, code) => {
    serve(answers);
    const what = 'The font family "Own" (weight 700, used by h1) cannot be had: https://cdn.test/own.woff2';
    expect(await refusalOf(site)).toMatchObject({
      code,
      message: expect.stringContaining(what) as string,
      details: { family: 'Own', weight: '700', element: 'h1', url: 'https://cdn.test/own.woff2' },
    });
  });
});

describe('a worker', () => {
  /** Waits for the worker's answer, and breaks when it is not the one it should be. */
  const page = (worker: string) =>
    composition(`<script>
      const worker = ${worker};
      const answered = new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); worker.onerror = ({ message }) => resolve(message); });
      addEventListener('hf-seek', ({ detail }) => detail.waitUntil(answered.then((answer) => {
        if (answer !== 'all there') setTimeout(() => { throw new Error(String(answer)) });
      })));
    </script>`);
  const asked = `fetch('https://cdn.test/data.json').then((answer) => answer.json()).then(({ ok }) => postMessage(ok && part && 'all there'), (error) => postMessage(String(error)))`;
  const classic = `importScripts('https://cdn.test/part.js'); ${asked}`;
  const web = {
    '/part.js': file('var part = true', 'text/javascript'),
    '/part.mjs': file('export const part = true', 'text/javascript'),
    '/data.json': file('{"ok":true}', 'application/json'),
  };

  it.each<[string, SiteSource, string]>([
    ['of a file', { 'index.html': page(`new Worker('worker.js')`), 'worker.js': classic }, 'part.js'],
    ['of text', page(`new Worker(URL.createObjectURL(new Blob([${JSON.stringify(classic)}])))`), 'part.js'],
    [
      'of a module',
      {
        'index.html': page(`new Worker('worker.js', { type: 'module' })`),
        'worker.js': `import { part } from 'https://cdn.test/part.mjs'; ${asked}`,
      },
      'part.mjs',
    ],
  ])('%s has what it loads frozen by the plan, and the web is not asked by a chunk', async (_what, site, part) => {
    serve(web);
    const { planHash } = await node.plan(site);
    const urls = (await readPlan(planHash)).remote.map(({ url }) => url);
    expect(urls).toEqual(['https://cdn.test/data.json', `https://cdn.test/${part}`]);
    serve({});
    await expect(node.chunk(planHash, 0)).resolves.toMatchObject({ frames: 30 });
    expect(node.artifacts.asked).toEqual([]);
  });

  it('fails the plan by URL when it loads what cannot be had', async () => {
    serve({ ...web, '/part.js': fetchFailed('https://cdn.test/part.js', 404, 'Not Found') });
    expect(await refusalOf({ 'index.html': page(`new Worker('worker.js')`), 'worker.js': classic })).toMatchObject({
      code: 'ASSET_FETCH_FAILED',
      message: expect.stringContaining('cdn.test/part.js') as string,
    });
  });
});

describe('a chunk', () => {
  it('asks the web for nothing', async () => {
    serve({ '/hero.png': file(SVG, 'image/svg+xml') });
    const { planHash } = await node.plan(composition(image));
    serve({});
    await expect(node.chunk(planHash, 0)).resolves.toMatchObject({ frames: 30 });
    expect(node.artifacts.asked).toEqual([]);
  });

  it('fails by URL when the page asks for what its plan does not hold', async () => {
    serve({ '/hero.png': file(SVG, 'image/svg+xml') });
    // Only a page that comes to this frame without having been to the last one asks.
    const { planHash } = await node.plan(
      composition(
        `<img id="hero"><script>
          let last = 0;
          addEventListener('hf-seek', ({ detail: { time } }) => {
            if (time > 0.6 && time < 0.7) hero.src = 'https://cdn.test/hero.png?never-planned';
            last = time;
          });
        </script>`,
      ),
    );
    await expect(node.chunk(planHash, 0)).rejects.toMatchObject({
      code: 'ASSET_NOT_FROZEN',
      message: expect.stringContaining('https://cdn.test/hero.png?never-planned') as string,
      details: { url: 'https://cdn.test/hero.png?never-planned', stage: 'chunk', chunkIndex: 0 },
    });
  });
});
