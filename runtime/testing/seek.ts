import type { Page } from 'puppeteer-core';

/** Puts the page at a time and waits until the frame is whole, as the render node does. */
export async function seek(page: Page, timeSeconds: number): Promise<void> {
  await page.evaluate(async (seconds) => {
    window.__hf!.seek(seconds);
    await window.__edgereel!.whenSeeked();
  }, timeSeconds);
}

/** Computed values of one property at each of the times, in the order given. */
export async function styleAt(
  page: Page,
  selector: string,
  property: string,
  times: readonly number[],
): Promise<string[]> {
  const values: string[] = [];
  for (const time of times) {
    await seek(page, time);
    values.push(
      await page.$eval(selector, (element, name) => getComputedStyle(element).getPropertyValue(name), property),
    );
  }
  return values;
}

/** What an expression in the page gives at each of the times. */
export async function valueAt(page: Page, expression: string, times: readonly number[]): Promise<unknown[]> {
  const values: unknown[] = [];
  for (const time of times) {
    await seek(page, time);
    values.push(await page.evaluate(expression));
  }
  return values;
}
