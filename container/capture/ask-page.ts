/**
 * Questions to the runtime of a composition, in a page of its own or in the frame of the painter's.
 * @module
 */
import type { EdgereelPage } from '#contracts/page.ts';
import { pageLeft } from '../browser/page-session.ts';
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

/** For what the runtime always has an answer to. */
export function orLeft<Result>(answer: Result | undefined): Result {
  if (answer === undefined) throw pageLeft();
  return answer;
}

/** Expression that puts the composition at a time and waits for what the seek started: true unless the composition has left. */
export const seekTo = (timeSeconds: number, isPainted: boolean): string =>
  `(async () => {
    const page = ${windowOf(isPainted)};
    if (!page.__edgereel) return false;
    page.__player.renderSeek(${timeSeconds});
    await page.__edgereel.whenSeeked();
    return true;
  })()`;
