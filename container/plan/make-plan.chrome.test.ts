import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Target } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EdgereelError } from '#contracts/errors.ts';
import type { PlanCall } from '#contracts/protocol.ts';
import { composition } from '../testing/compositions.ts';
import { startTestNode, type SiteSource, type TestNode } from '../testing/engine-fixture.ts';
import { mirroredWeb } from '../testing/mirrored-web.ts';

const READY_TIMEOUT_MS = 3_000;
/** No folder: Google Fonts has no family at all. */
const GOOGLE_FONTS = '/nonexistent';
let node: TestNode;
beforeAll(async () => {
  node = await startTestNode({ readyTimeoutMs: READY_TIMEOUT_MS });
  node.artifacts.web = mirroredWeb({ 'https://fonts.googleapis.com/': GOOGLE_FONTS });
});
afterAll(() => node[Symbol.asyncDispose]());
afterEach(async () => {
  expect(await node.leftovers()).toEqual([]);
  expect(await openPages()).toBe(0);
});

async function warmBrowser(): Promise<Browser> {
  await using lease = await node.engine.browsers.lease('main');
  return lease.browser;
}
const openPages = async (): Promise<number> => (await (await warmBrowser()).pages()).length;

const GOOD = composition('<h1>Hi</h1>');
const VARIABLES = `<div data-composition-id="main" data-composition-variables='[{"id":"size","type":"number","label":"Size","default":1}]'`;
const withVariables = GOOD.replace('<div data-composition-id="main"', VARIABLES);
const rootWith = (from: string, to: string) => GOOD.replace(from, to);

interface BadInput {
  site: SiteSource;
  call?: Partial<PlanCall>;
  code: string;
  /** Names the file, element or value, and the way out. */
  message: RegExp;
  details?: object;
}

const BAD_INPUTS: Record<string, BadInput> = {
  'a timer that never ends': {
    site: composition('<script>setTimeout(() => { for (;;); });</script>'),
    code: 'COMPOSITION_NOT_READY',
    message: /a script runs without end|did not load within/,
  },
  'no root': {
    site: '<!doctype html><p>Hi</p>',
    code: 'COMPOSITION_INVALID',
    message: /index\.html has no composition root.*data-composition-id/,
  },
  'two roots': {
    site: GOOD.replace('</body>', '<div data-composition-id="second"></div></body>'),
    code: 'COMPOSITION_INVALID',
    message: /2 composition roots \(main, second\): mark one with data-root="true"/,
  },
  'no duration': {
    site: rootWith('data-duration="1"', ''),
    code: 'COMPOSITION_INVALID',
    message: /index\.html has no duration: set data-duration/,
  },
  'an odd height': {
    site: rootWith('data-height="180"', 'data-height="181"'),
    code: 'COMPOSITION_INVALID',
    message: /data-height .*even.*"181"/,
  },
  'width 8192': {
    site: rootWith('data-width="320"', 'data-width="8192"'),
    code: 'COMPOSITION_INVALID',
    message: /7680, not "8192"/,
  },
  'data-fps 29.97': {
    site: rootWith('data-fps="30"', 'data-fps="29.97"'),
    code: 'COMPOSITION_INVALID',
    message: /data-fps of the root: .*29\.97/,
  },
  'a script that throws': {
    site: {
      'index.html': composition('<script src="js/app.js"></script>'),
      'js/app.js': 'const a = 1;\n\nthrow new TypeError("no such thing");',
    },
    code: 'COMPOSITION_SCRIPT_FAILED',
    message: /js\/app\.js:3.*TypeError: no such thing/,
    details: { file: 'js/app.js', line: 3 },
  },
  'a script that throws while it is sought': {
    site: composition(
      '<script>addEventListener("hf-seek", ({ detail }) => { if (detail.time > 0.2) throw new Error("too late"); })</script>',
    ),
    code: 'COMPOSITION_SCRIPT_FAILED',
    message: /too late/,
  },
  'a promise that nobody handles': {
    site: composition('<script>Promise.reject(new Error("left alone"))</script>'),
    code: 'COMPOSITION_SCRIPT_FAILED',
    message: /left alone/,
  },
  'a timeline that never registers': {
    site: composition('<script>window.__timelines = {}</script>').replace('data-no-timeline', ''),
    code: 'COMPOSITION_NOT_READY',
    message: /still waits for .*timeline.*main/,
    details: { missing: [expect.stringMatching(/main/)] },
  },
  'an image that does not exist': {
    site: composition('<img id="logo" src="img/logo 1.png">'),
    code: 'ASSET_NOT_FOUND',
    message: /image img\/logo 1\.png does not exist: add it to the site/,
    details: { element: expect.stringMatching(/logo/) },
  },
  'an image that only a later clip shows': {
    site: composition('<div data-start="0.5" data-duration="0.5"><img loading="lazy" src="late.png"></div>'),
    code: 'ASSET_NOT_FOUND',
    message: /late\.png/,
  },
  'a background image that does not exist': {
    site: composition('<p></p>', { style: 'p{position:absolute;inset:0;background:url(back.png)}' }),
    code: 'ASSET_NOT_FOUND',
    message: /back\.png/,
  },
  'a script file that does not exist': {
    site: composition('<script src="gone.js"></script>'),
    code: 'ASSET_NOT_FOUND',
    message: /script gone\.js/,
  },
  'a font that cannot be had': {
    site: composition('<h1 id="title" style="font-family: Helvetica Neue Imaginary">Hi</h1>'),
    code: 'FONT_FETCH_FAILED',
    message: /"Helvetica Neue Imaginary" .*used by .*title.*@font-face/,
    details: { family: 'Helvetica Neue Imaginary', weight: '700', element: 'h1#title' },
  },
  'a font that is named through a variable, in generated text alone': {
    site: composition('<p></p>', {
      style: ':root{--face:Imaginary}p::before{content:"Hi";font:italic 300 20px var(--face),Inter}',
    }),
    code: 'FONT_FETCH_FAILED',
    message: /"Imaginary" \(weight 300, used by p\)/,
    details: { style: 'italic' },
  },
  'a font that only a later clip brings': {
    site: composition(
      '<script>addEventListener("hf-seek", ({ detail }) => { if (detail.time > 0.2) document.body.insertAdjacentHTML("beforeend", "<b style=\'font-family:Imaginary\'>Hi</b>") })</script><p data-start="0.5" data-duration="0.5"></p>',
    ),
    code: 'FONT_FETCH_FAILED',
    message: /"Imaginary" .*used by b/,
  },
  'a font file that is damaged': {
    site: {
      'index.html': composition('<h1 style="font-family: Own">Hi</h1>', {
        style: '@font-face{font-family:Own;src:url(own.woff2)}',
      }),
      'own.woff2': 'wOF2, and then nothing',
    },
    code: 'FONT_FETCH_FAILED',
    message: /"Own" .*used by h1.*own\.woff2.*woff2, woff, ttf/,
    details: { family: 'Own', source: expect.stringContaining('own.woff2') },
  },
  'a font file that does not exist': {
    site: composition('<h1 style="font-family: Own">Hi</h1>', {
      style: '@font-face{font-family:Own;src:url(own.woff2)}',
    }),
    code: 'ASSET_NOT_FOUND',
    message: /font own\.woff2/,
  },
  'a mistyped variable under strict': {
    site: withVariables,
    call: { variables: { size: 'big' }, strictVariables: true },
    code: 'VARIABLES_INVALID',
    message: /"size" must be of type number, not "big"/,
  },
  'a site that is not there': {
    site: GOOD,
    call: { siteId: 'f'.repeat(16) },
    code: 'SITE_NOT_FOUND',
    message: /no site f{16}/,
  },
  'an entry that is not there': {
    site: GOOD,
    call: { entry: 'other.html' },
    code: 'COMPOSITION_NOT_FOUND',
    message: /no file other\.html/,
  },
  'an empty entry': { site: '', code: 'EMPTY_COMPOSITION', message: /index\.html is empty/ },
  'a script without end': {
    site: composition('<script>for (;;);</script>'),
    code: 'COMPOSITION_NOT_READY',
    message: /index\.html did not load within 3 s/,
  },
  'a script without end while it is sought': {
    site: composition('<script>addEventListener("hf-seek", ({ detail }) => { while (detail.time > 0.2); })</script>'),
    code: 'COMPOSITION_NOT_READY',
    message: /script runs without end/,
  },
  'a page that leaves while it is sought': {
    site: {
      'index.html': composition(
        '<script>addEventListener("hf-seek", ({ detail }) => { if (detail.time > 0.2) location = "other.html" })</script>',
      ),
      'other.html': '<p>elsewhere</p>',
    },
    code: 'COMPOSITION_INVALID',
    message: /left for another address/,
  },
  'an image that never decodes': {
    site: {
      'index.html': composition('<img id="broken" src="broken.png">'),
      'broken.png': Buffer.from('\x89PNG\r\n\x1a\n\0', 'latin1'),
    },
    code: 'NOT_MEDIA_PAYLOAD',
    message: /The image broken\.png cannot be decoded.* used by img#broken/,
  },
};

describe('a plan is refused for', () => {
  it.each(Object.entries(BAD_INPUTS))('%s', async (_what, { site, call, code, message, details = {} }) => {
    const error = await node.plan(site, call).then(
      () => null,
      (thrown: EdgereelError) => thrown,
    );
    expect(error, 'the plan was made').not.toBeNull();
    expect(error).toMatchObject({ code, message: expect.stringMatching(message), details, retryable: false });
  });
});

describe('a plan is made', () => {
  it('right after a page that had to be killed', async () => {
    await expect(node.plan(BAD_INPUTS['a script without end']!.site)).rejects.toThrow();
    await expect(node.plan(GOOD)).resolves.toMatchObject({ frameCount: 30 });
  });

  it('for a page that writes over the engine’s own global', async () => {
    const meddler =
      '<script>window.__edgereel = { ...window.__edgereel, describe: () => null }; window.__edgereel.describe = null</script>';
    await expect(node.plan(composition(meddler))).resolves.toMatchObject({ frameCount: 30 });
  });

  it('with warnings for variables that do not fit', async () => {
    const { warnings } = await node.plan(withVariables, { variables: { size: 'big', other: 1 } });
    expect(warnings).toEqual([
      {
        code: 'variable_type_mismatch',
        severity: 'warning',
        message: '"size" must be of type number, not "big".',
        details: { id: 'size', kind: 'type-mismatch' },
      },
      {
        code: 'variable_undeclared',
        severity: 'warning',
        message: '"other" is not declared by the composition.',
        details: { id: 'other', kind: 'undeclared' },
      },
    ]);
  });

  it('unless warnings are not forgiven', async () => {
    const call = { variables: { size: 'big' }, strictness: 'strict-all' } as const;
    await expect(node.plan(withVariables, call)).rejects.toMatchObject({
      code: 'STRICT_RENDER_REFUSED',
      details: { problems: [{ code: 'variable_type_mismatch' }] },
    });
    await expect(node.plan(withVariables, { ...call, strictness: 'strict' })).resolves.toMatchObject({});
  });

  it('for another entry, with files in folders and names that need escaping', async () => {
    const site = {
      'deep/er/ü & co.html': composition(
        '<script src="../a b%20#1.js?x=1"></script>'.replace('#', '%23').replace('%20', '%2520'),
      ),
      'deep/a b%20#1.js': 'window.isLoaded = true;',
    };
    await expect(node.plan(site, { entry: 'deep/er/ü & co.html' })).resolves.toMatchObject({ frameCount: 30 });
  });

  it('for text in a bundled font and in one of the site’s own', async () => {
    const site = composition('<h1 style="font-family: Montserrat">Hi</h1><h2 style="font-family: sans-serif">Hi</h2>');
    await expect(node.plan(site)).resolves.toMatchObject({ frameCount: 30 });
  });

  it('for fonts that a script adds, and those that a canvas loads', async () => {
    const site = {
      'index.html': composition(
        `<h1 style="font-family: Scripted">Hi</h1><canvas></canvas><script>
          const face = new FontFace('Scripted', 'url(own.woff2)');
          document.fonts.add(face);
          document.fonts.load('700 40px Poppins').then(([loaded]) => { if (!loaded) throw new Error('not bundled'); });
        </script>`,
      ),
      'own.woff2': await readFile(
        createRequire(import.meta.url).resolve('@fontsource/lato/files/lato-latin-400-normal.woff2'),
      ),
    };
    await expect(node.plan(site)).resolves.toMatchObject({ frameCount: 30 });
  });

  it('when a script asks for a file by itself and does without', async () => {
    await expect(node.plan(composition('<script>fetch("maybe.json").catch(() => {})</script>'))).resolves.toMatchObject(
      { frameCount: 30 },
    );
  });

  it('with an estimate where one is asked for', async () => {
    const { estimate } = await node.plan(GOOD);
    expect(estimate!.secondsPerFrame).toBeGreaterThan(0);
    expect(estimate!.secondsPerChunk).toBeGreaterThan(0);
    await expect(node.plan(GOOD, { isEstimated: false })).resolves.toMatchObject({ estimate: null });
  });

  it.each([
    ['a page that is as its markup says', {}, {}, 1],
    ['a still of it', {}, { format: 'png' }, 1],
    ['a larger output', {}, { width: 640, height: 360 }, 1],
    ['a page with a canvas, which the compositor must draw', { content: '<canvas></canvas>' }, {}, 1],
    ['another that it must draw', { content: '<p style="backface-visibility:hidden"></p>' }, {}, 2],
    ['one that only speaks of a canvas', { content: '<script>// getContext()</script>' }, {}, 2],
  ] as const)(
    'after as many looks as needed: %s',
    async (_, { content = '' }: { content?: string }, call, expected) => {
      const browser = await warmBrowser();
      let looks = 0;
      const count = (target: Target) => target.type() === 'page' && looks++;
      browser.on('targetcreated', count);
      await node.plan(composition(`<h1>Hi</h1>${content}`), call);
      browser.off('targetcreated', count);
      expect(looks).toBe(expected);
    },
  );
});
