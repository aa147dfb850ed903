/**
 * Questions to the runtime of a composition, in a page of its own or in the frame of the painter's.
 * @module
 */
import type { CDPSession } from 'puppeteer-core';
import type { EdgereelPage } from '#contracts/page.ts';
import { pageLeft, type PageSession } from '../browser/page-session.ts';
import type { Evaluate } from './page-scripts.ts';

type Answer<Name extends keyof EdgereelPage> = Awaited<ReturnType<EdgereelPage[Name]>>;

/** The answer is undefined when the composition has left its page. */
export type AskPage = <Name extends keyof EdgereelPage>(
  name: Name,
  ...args: Parameters<EdgereelPage[Name]>
) => Promise<Answer<Name> | undefined>;

/** The composition's window, seen from the page that is spoken to. */
const windowOf = (isPainted: boolean): string => (isPainted ? '__painter.composition()' : 'window');

export function makeAsk(evaluate: Evaluate, isPainted: boolean): AskPage {
  return (name, ...args) => evaluate(`${windowOf(isPainted)}.__edgereel?.${name}(...${JSON.stringify(args)})`);
}

/**
 * Makes the composition load the fonts that it must have before its first script. It waits for the runtime, because Chrome may ask for that
 * script before the runtime has run. A failure is ignored: a document that has been left meanwhile needs no fonts any more.
 */
export async function loadFonts(cdp: CDPSession, isPainted: boolean): Promise<void> {
  const expression = `(async () => {
    while (!${windowOf(isPainted)}?.__edgereel) await new Promise((resolve) => setTimeout(resolve, 4));
    await ${windowOf(isPainted)}.__edgereel.loadFonts();
  })()`;
  await cdp.send('Runtime.evaluate', { expression, awaitPromise: true }).catch(() => {});
}

/** Reports to the composition how much time of its own it has had, again and again until disposed. */
export function tellTime({ cdp, watchTime }: PageSession, isPainted: boolean): Disposable {
  let isAnswered = true;
  const tell = (ms: number | null): void => {
    isAnswered = false;
    const expression = `${windowOf(isPainted)}.__edgereel?.passTime(${ms})`;
    void cdp
      .send('Runtime.evaluate', { expression })
      // Between two documents there is nobody to tell; a page that has died is noticed by others.
      .catch(() => {})
      .then(() => (isAnswered = true));
  };
  const watch = watchTime((ms) => isAnswered && tell(Math.round(ms)));
  return {
    [Symbol.dispose]() {
      watch.stop();
      tell(null);
    },
  };
}

/** Unwraps an answer that the runtime always has: without one the composition has left. */
export function orLeft<Result>(answer: Result | undefined): Result {
  if (answer === undefined) throw pageLeft();
  return answer;
}

export interface Sought {
  /** Whether a shader transition shows; its scenes are blended once they are painted. */
  isBlending: boolean;
}

/** Expression that puts the composition at a time and waits for what the seek started: `Sought`, or null when the composition has left. */
export const seekTo = (timeSeconds: number, isPainted: boolean): string =>
  `(async () => {
    const page = ${windowOf(isPainted)};
    if (!page.__edgereel) return null;
    page.__player.renderSeek(${timeSeconds});
    await page.__edgereel.whenSeeked();
    return { isBlending: await page.__edgereel.layOutScenes() };
  })()`;
