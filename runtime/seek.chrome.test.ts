import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, type TestBrowser } from './testing/open-page.ts';
import { seek, styleAt, valueAt } from './testing/seek.ts';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser[Symbol.asyncDispose]());

const root = (attributes: string, content: string): string =>
  `<!doctype html><html><head></head><body><div data-composition-id="main" data-width="640" data-height="360" ${attributes}>${content}</div></body></html>`;

describe('GSAP', () => {
  const scene = (script: string, content = '<div id="box"></div>', attributes = ''): string =>
    root(
      attributes,
      `${content}<script src="/gsap.js"></script><script>window.__timelines = {}; const tl = gsap.timeline({ paused: true }); ${script}; window.__timelines.main = tl</script>`,
    );
  const x = (selector = '#box'): string => `gsap.getProperty(${JSON.stringify(selector)}, 'x')`;

  test('gives the same state at a time whatever came before', async () => {
    const html = scene(
      `tl.to('#box', { x: 100, duration: 4, ease: 'none' }, 0);
       tl.to('#box', { x: 300, duration: 2, ease: 'none' }, 2);
       tl.set('#box', { opacity: 0.5 }, 0).set('#box', { opacity: 1 }, 3)`,
    );
    const forwards = await browser.open(html);
    const jumped = await browser.open(html);
    const times = [0, 1, 2, 2.5, 3, 3.5, 4, 6];
    const inOrder = await valueAt(forwards, x(), times);
    expect(inOrder).toEqual([0, 25, 50, 112.5, 175, 237.5, 300, 300]);
    expect(await valueAt(jumped, x(), times.toReversed())).toEqual(inOrder.toReversed());
    expect(await styleAt(jumped, '#box', 'opacity', [3, 2.9, 0, 3])).toEqual(['1', '0.5', '0.5', '1']);
  });

  test('begins tweens one by one as it would begin the whole timeline', async () => {
    const script = `
      const dots = [...document.querySelectorAll('i')];
      tl.fromTo('#box', { x: -20, autoAlpha: 0 }, { x: 20, autoAlpha: 1, duration: 1 }, 0.5)
        .to('#box', { x: '+=100', rotation: 90, duration: 2 }, 1)
        .add(gsap.timeline({ delay: 1 }).to('#box', { opacity: 0.2, duration: 1 }).set('#box', { scale: 2 }).from('#box', { y: 50, duration: 1 }), 1)
        .to(dots, { x: 30, stagger: 0.25, duration: 1, repeat: 1, yoyo: true }, 0)
        .to(dots, { x: '-=40', opacity: 0, stagger: 0.1, duration: 1 }, 2);`;
    const content = '<div id="box"></div><p><i></i><i></i><i></i></p>';
    const oneByOne = await browser.open(scene(script, content));
    // A property that moves others: such a timeline is begun as a whole.
    const asAWhole = await browser.open(scene(`${script} tl.to('p', { width: 50, duration: 1 }, 0)`, content));
    const styles = `[...document.querySelectorAll('#box, i')].map((element) => element.style.cssText)`;
    const times = [0, 3.5, 0.5, 1.25, 2.75, 4.5, 2.1, 0];
    expect(await valueAt(oneByOne, styles, times)).toEqual(await valueAt(asAWhole, styles, times));
  });

  test('leaves no trace of a tween that has not begun, whatever came before', async () => {
    const page = await browser.open(
      scene(
        `const inner = document.getElementById('inner');
         window.isSame = () => document.getElementById('inner') === inner;
         tl.to('#box', { x: 50, duration: 1 }, 1).to('#drawn', { attr: { r: 5 }, duration: 1 }, 1)
           .set('#outer', { textContent: 'x', className: 'on' }, 1).set('#field', { value: 'x' }, 1)
           .to('#mixed', { opacity: 0, duration: 1 }, 1)`,
        `<div id="box"></div><svg><circle id="drawn" /></svg><p id="outer"><b id="inner">y</b></p><input id="field">
         <p id="mixed" style="COLOR: red">z</p>`,
      ),
    );
    const looks = `[
      box.getAttribute('style'), drawn.getAttribute('r'), outer.getAttribute('class'), outer.textContent, field.value,
      mixed.getAttribute('style'), isSame()
    ]`;
    const first = [null, null, null, 'y', '', 'COLOR: red', true];
    const [zero, before, last, back, start, again] = await valueAt(page, looks, [0, 0.9, 2, 0.5, 0, 2]);
    expect([zero, before, back, start]).toEqual([first, first, first, first]);
    expect(last).toEqual(again);
    expect((last as unknown[]).slice(1, 5)).toEqual(['5', 'on', 'x', 'x']);
  });

  test('takes random values of tweens from the composition alone', async () => {
    const html = scene(`tl.to('#box', { x: 'random(0, 1000)', duration: 1 }, 1)`);
    const early = await browser.open(html);
    const late = await browser.open(html);
    await seek(early, 0.5);
    expect(await valueAt(early, x(), [1.5])).toEqual(await valueAt(late, x(), [1.5]));
  });

  test('runs a callback once when the playhead passes it', async () => {
    const page = await browser.open(
      scene(
        `window.calls = '';
        for (const [name, time] of [['a', 0], ['b', 1], ['c', 1.0005], ['d', 1.5]]) tl.call(() => (calls += name), [], time);
        tl.to('#box', { x: 1, duration: 3, onComplete: () => (calls += 'e') }, 0)`,
      ),
    );
    expect(await valueAt(page, 'calls', [0, 0.5, 1, 1.1, 2, 3, 3])).toEqual([
      'a',
      'a',
      'ab',
      'abc',
      'abcd',
      'abcde',
      'abcde',
    ]);
  });

  test('moves tweens outside any timeline with the composition, in any order', async () => {
    const page = await browser.open(
      scene(`tl.to({}, { duration: 9 }); gsap.to('#box', { x: 100, duration: 2, ease: 'none' })`),
    );
    expect(await valueAt(page, x(), [0, 1, 5, 0.5, 8, 1.5])).toEqual([0, 50, 100, 25, 100, 75]);
    expect(await valueAt(page, 'gsap.ticker.time', [3, 1, 7])).toEqual([3, 1, 7]);
  });

  test('places timelines of inner compositions at their local time, nested by the author or not', async () => {
    const inner = (id: string): string =>
      `<div data-composition-id="${id}" data-start="2" data-duration="4"><i id="${id}-box"></i></div>`;
    const page = await browser.open(
      scene(
        `tl.to({}, { duration: 8 });
         for (const id of ['one', 'two']) {
           __timelines[id] = gsap.timeline({ paused: true }).to('#' + id + '-box', { x: 100, duration: 2, ease: 'none' });
         }
         tl.add(__timelines.one, 2)`,
        inner('one') + inner('two'),
      ),
    );
    const times = [1, 3, 7, 2.5, 3];
    expect(await valueAt(page, x('#one-box'), times)).toEqual([0, 50, 100, 25, 50]);
    expect(await valueAt(page, x('#two-box'), times)).toEqual([0, 50, 100, 25, 50]);
  });

  test("drives a timeline of the author's own making, one in a list and the only one of another name", async () => {
    const own = await browser.open(
      root(
        '',
        `<script>window.__timelines = { main: { duration: () => 5, pause() {}, seek(t) { window.at = t } } }</script>`,
      ),
    );
    expect(await valueAt(own, 'at', [1, 3, 9])).toEqual([1, 3, 5]);
    const listed = await browser.open(
      root(
        '',
        `<b id="box"></b><script src="/gsap.js"></script><script>window.__timelines = [gsap.timeline({ paused: true }).to('#box', { x: 100, duration: 2, ease: 'none' })]</script>`,
      ),
    );
    expect(await valueAt(listed, x(), [1, 0])).toEqual([50, 0]);
    const misnamed = await browser.open(
      scene(`tl.to('#box', { x: 100, duration: 2, ease: 'none' })`).replace('timelines.main', 'timelines.intro'),
    );
    expect(await valueAt(misnamed, x(), [1, 0])).toEqual([50, 0]);
  });
});

describe("the browser's animations", () => {
  const keyframes = '<style>@keyframes slide { from { margin-left: 0 } to { margin-left: 100px } }</style>';

  test('of CSS stand where the time puts them, counted from their own data-start', async () => {
    const page = await browser.open(
      root(
        'data-duration="8"',
        `${keyframes}<i id="plain" style="display: block; animation: slide 2s linear 1s both"></i>
         <i id="timed" data-start="2" data-duration="4" style="animation: slide 1s linear infinite"></i>
         <div><b id="flow" data-start="4" style="animation: slide 4s linear"></b></div>`,
      ),
    );
    expect(await styleAt(page, '#plain', 'margin-left', [0, 2, 1, 5, 2.5])).toEqual([
      '0px',
      '50px',
      '0px',
      '100px',
      '75px',
    ]);
    expect(await styleAt(page, '#timed', 'margin-left', [3.3, 2.5])).toEqual(['30px', '50px']);
    expect(await styleAt(page, '#flow', 'margin-left', [5, 1, 6])).toEqual(['25px', '0px', '50px']);
  });

  test('made by script stand where the time puts them', async () => {
    const page = await browser.open(
      root(
        '',
        `<b id="box" style="position: absolute"></b><script>
          box.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 2000, fill: 'both' });
          const offset = box.animate([{ left: '0px' }, { left: '100px' }], { duration: 4000, fill: 'both' });
          offset.currentTime = 1000;
        </script>`,
      ),
    );
    expect(await styleAt(page, '#box', 'opacity', [1, 0, 1.5, 9])).toEqual(['0.5', '0', '0.75', '1']);
    expect(await styleAt(page, '#box', 'left', [0, 2, 1])).toEqual(['25px', '75px', '50px']);
    expect(await page.evaluate('__hf.duration')).toBe(3);
  });
});

describe('clocks', () => {
  const utc = "new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'short', timeStyle: 'medium' })";
  test.for([
    ['Date.now()', 0, 2500],
    ['+new Date()', 0, 2500],
    ['new Date(5).getTime()', 5, 5],
    ['new Date() instanceof Date', true, true],
    ['new Date(Date()).getTime()', 0, 2000],
    ['performance.now()', 0, 2500],
    ['performance.timeOrigin', 0, 0],
    ['document.lastModified', '01/01/1970 00:00:00', '01/01/1970 00:00:00'],
    [`${utc}.format()`, '01/01/1970, 00:00:00', '01/01/1970, 00:00:02'],
    [`[0].map(${utc}.format)[0]`, '01/01/1970, 00:00:00', '01/01/1970, 00:00:00'],
    [`${utc}.formatToParts().at(-1).value`, '00', '02'],
    [`${utc}.formatToParts(9000).at(-1).value`, '09', '09'],
    ['Temporal.Now.instant().epochMilliseconds', 0, 2500],
    [
      "String(Temporal.Now.zonedDateTimeISO('UTC'))",
      '1970-01-01T00:00:00+00:00[UTC]',
      '1970-01-01T00:00:02.5+00:00[UTC]',
    ],
    ["String(Temporal.Now.plainDateTimeISO('UTC'))", '1970-01-01T00:00:00', '1970-01-01T00:00:02.5'],
    ["String(Temporal.Now.plainTimeISO('UTC'))", '00:00:00', '00:00:02.5'],
    ["String(Temporal.Now.plainDateISO('UTC'))", '1970-01-01', '1970-01-01'],
    ['Temporal.Now.zonedDateTimeISO().timeZoneId === Temporal.Now.timeZoneId()', true, true],
  ] as const)('%s stands at the composition time', async ([expression, atStart, later]) => {
    const page = await browser.open(root('data-duration="9"', ''));
    expect(await valueAt(page, expression, [0, 2.5])).toEqual([atStart, later]);
    await page.close();
  });

  test('turn an animation frame loop once per seek', async () => {
    const page = await browser.open(
      root(
        'data-duration="9"',
        `<script>
          window.frames_ = []; let begin;
          requestAnimationFrame(function draw(now) {
            begin ??= now;
            frames_.push([now, performance.now(), now - begin]);
            requestAnimationFrame(draw);
          });
        </script>`,
      ),
    );
    expect(await page.evaluate('frames_.length')).toBe(0);
    expect(await valueAt(page, 'frames_.at(-1)', [2, 3, 1])).toEqual([
      [2000, 2000, 2000],
      [3000, 3000, 3000],
      [1000, 1000, 1000],
    ]);
    // The first seek passes through 0, where such a loop begins.
    expect(await page.evaluate('frames_.length')).toBe(4);
  });

  test('give the same random numbers at the same time', async () => {
    const html = root('data-duration="9"', '');
    const draw = '[Math.random(), Math.random(), ...crypto.getRandomValues(new Uint8Array(3)), crypto.randomUUID()]';
    const first = await valueAt(await browser.open(html), draw, [1, 2, 1]);
    const second = await valueAt(await browser.open(html), draw, [2, 1, 1]);
    expect(first[0]).not.toEqual(first[1]);
    expect([first[1], first[0], first[2]]).toEqual(second);
    expect((first[0] as unknown[]).at(-1)).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  test('quantise to the frame, also at a rational rate', async () => {
    const fps = { num: 30000, den: 1001 };
    const page = await browser.open(root('data-duration="9"', ''), { setup: { fps } });
    const times = [0, 1, 29, 30, 149].map((frame) => (frame * fps.den) / fps.num);
    expect(await valueAt(page, '__player.getTime() || __hfThreeTime', times)).toEqual(times);
    expect(await valueAt(page, '__hfThreeTime', [1 / 30])).toEqual([0]);
  });
});

test('a seek is whole when the work that listeners of hf-seek announce is done', async () => {
  const page = await browser.open(
    root(
      'data-duration="9"',
      `<script>
        window.drawn = null;
        addEventListener('hf-seek', ({ detail }) => detail.waitUntil(new Promise((done) => setTimeout(() => { drawn = detail.time; done() }, 20))));
      </script>`,
    ),
  );
  expect(await valueAt(page, 'drawn', [1, 3, 2])).toEqual([1, 3, 2]);
});

test("a page's own engine is left in place and given the clock by the player", async () => {
  const page = await browser.open(
    root('', '<script>window.__hf = { duration: 3, seek(t) { window.at = [t, performance.now()] } }</script>'),
  );
  expect(await page.evaluate('__edgereel.whenReady(1000)')).toEqual({ ready: true });
  expect(await page.evaluate('__player.seek(2), at')).toEqual([2, 2000]);
  expect(await page.evaluate('__edgereel.describe().durationSeconds')).toBe(3);
});

test('a script that fails during a seek fails the seek, and one that fails in the first frame is reported', async () => {
  const page = await browser.open(
    root(
      'data-duration="9"',
      `<script>addEventListener('hf-seek', ({ detail }) => { if (detail.time !== 1) throw new Error('no frame ' + detail.time) })</script>`,
    ),
  );
  const messages: string[] = [];
  page.on('pageerror', (error) => messages.push((error as Error).message));
  expect(await page.evaluate('__edgereel.whenReady(5000)')).toEqual({ ready: true });
  await seek(page, 1);
  await seek(page, 2);
  expect(messages).toEqual(['no frame 0', 'no frame 2']);

  const broken = await browser.open(
    root(
      '',
      `<script>window.__timelines = { main: { duration: () => 5, seek() { throw new Error('broken timeline') } } }</script>`,
    ),
  );
  await expect(seek(broken, 1)).rejects.toThrow('broken timeline');
});
