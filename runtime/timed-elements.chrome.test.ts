import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, type TestBrowser } from './testing/open-page.ts';
import { seek, styleAt } from './testing/seek.ts';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser[Symbol.asyncDispose]());

const root = (attributes: string, content: string): string =>
  `<!doctype html><html><head></head><body><div data-composition-id="main" data-width="640" data-height="360" ${attributes}>${content}</div></body></html>`;

describe('timed elements', () => {
  test('show from their start up to but not at their end, and to the last frame when they reach the end', async () => {
    const page = await browser.open(
      root(
        'data-duration="4"',
        `<p id="first" data-start="1" data-duration="1">a</p><p id="second" data-start="first + 0.5">b</p>
         <p id="last" data-start="3" data-duration="1">c</p>`,
      ),
    );
    expect(await styleAt(page, '#first', 'visibility', [0, 1, 1.9667, 2, 0.9, 1])).toEqual([
      'hidden',
      'visible',
      'visible',
      'hidden',
      'hidden',
      'visible',
    ]);
    expect(await styleAt(page, '#second', 'visibility', [2.4, 2.5, 4])).toEqual(['hidden', 'visible', 'visible']);
    expect(await styleAt(page, '#last', 'visibility', [2.9, 3, 4])).toEqual(['hidden', 'visible', 'visible']);
  });

  test('hide with a timed ancestor, and count from the composition around them', async () => {
    const page = await browser.open(
      root(
        'data-duration="10"',
        `<div id="outer" data-start="2" data-duration="2"><p id="inner" data-start="0" data-duration="9">x</p></div>
         <div data-composition-id="child" data-start="5" data-duration="3"><p id="local" data-start="1" data-duration="1">y</p></div>`,
      ),
    );
    expect(await styleAt(page, '#inner', 'visibility', [1, 2, 4])).toEqual(['hidden', 'visible', 'hidden']);
    expect(await styleAt(page, '#local', 'visibility', [1, 5.9, 6, 7])).toEqual([
      'hidden',
      'hidden',
      'visible',
      'hidden',
    ]);
  });

  test('leave the flow while hidden when they are in-flow leaves, and get their inline display back', async () => {
    const page = await browser.open(
      root(
        'data-duration="4"',
        `<section><b id="leaf" style="display: inline-flex" data-start="0" data-duration="1">a</b>
         <b id="placed" style="position: absolute" data-start="0" data-duration="1">b</b></section>`,
      ),
    );
    expect(await styleAt(page, '#leaf', 'display', [2, 0.5, 3])).toEqual(['none', 'inline-flex', 'none']);
    expect(await styleAt(page, '#placed', 'display', [2])).toEqual(['block']);
  });

  test('marked data-hidden are away at all times, until the mark is taken off', async () => {
    const page = await browser.open(
      root('data-duration="4"', `<p id="away" data-hidden style="display: flex" data-start="0">a</p>`),
    );
    expect(await styleAt(page, '#away', 'display', [0, 1])).toEqual(['none', 'none']);
    await page.$eval('#away', (element) => element.removeAttribute('data-hidden'));
    expect(await styleAt(page, '#away', 'display', [1])).toEqual(['flex']);
  });

  test('change at once where their styles would ease the change', async () => {
    const page = await browser.open(
      root(
        'data-duration="4"',
        `<style>* { transition: all 1s linear }</style><p id="eased" data-start="1" data-duration="1">a <b id="inside">b</b></p>`,
      ),
    );
    expect(await styleAt(page, '#eased', 'visibility', [0, 1, 2, 1.5])).toEqual([
      'hidden',
      'visible',
      'hidden',
      'visible',
    ]);
    expect(await styleAt(page, '#inside', 'visibility', [0, 1, 2, 1.5])).toEqual([
      'hidden',
      'visible',
      'hidden',
      'visible',
    ]);
  });

  test('directly below the root cover the frame unless their styles say otherwise', async () => {
    const page = await browser.open(
      root(
        'data-duration="4"',
        `<div id="empty" data-start="0"></div><div id="sized" data-start="0" style="width: 50px; height: 40px">x</div>`,
      ),
    );
    await seek(page, 0);
    const box = (selector: string): Promise<number[]> =>
      page.$eval(selector, (element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return [left, top, width, height];
      });
    expect(await box('#empty')).toEqual([0, 0, 640, 360]);
    expect(await box('#sized')).toEqual([0, 0, 50, 40]);
    expect(await box('[data-composition-id]')).toEqual([0, 0, 640, 360]);
  });
});
