/**
 * Proof that a page may be painted: some of its frames, drawn both ways.
 * @module
 */
import { frameTime, type Fps } from '#contracts/fps.ts';
import type { PaintDifference } from '#contracts/painter.ts';
import type { CompositionPage } from './composition-page.ts';
import { PaintObstacle } from './painter.ts';

/**
 * What painting is known to change stays below: how edges are smoothed, where letters lie by a fraction of a pixel, how blurs are rounded. The
 * numbers are at least twice the largest of the library of compositions, the samples and the scenes of the bench.
 */
const MOST = { strayPixels: 12, shade: 20 } satisfies PaintDifference;

export const isUntrue = ({ strayPixels, shade }: PaintDifference): boolean =>
  strayPixels > MOST.strayPixels || shade > MOST.shade;

/** A picture that comes between the two ways is a difference only once. */
const LOOKS = 2;

/** Goes to the frames one after the other. Throws `PaintObstacle` at one that is painted otherwise than the compositor draws it. */
export async function comparePainting(page: CompositionPage, frames: readonly number[], fps: Fps): Promise<void> {
  for (const frame of frames) {
    const time = frameTime(frame, fps);
    await page.seek(time);
    await tickUntilAnswered(page);
    await compareHere(page, frame, time);
  }
}

/** As `comparePainting`, where the page stands. */
export async function compareHere(page: CompositionPage, frame: number, time: number): Promise<void> {
  // What the last look at the elements has begun to look into is known by now.
  const obstacle = await page.paintObstacle();
  if (obstacle) throw new PaintObstacle(obstacle);
  let looks = 0;
  while (isUntrue(await page.comparePainting(time))) {
    if (++looks === LOOKS)
      throw new PaintObstacle(`frame ${frame} is painted otherwise than Chrome draws it`, { isTold: true });
    await tickUntilAnswered(page);
  }
}

/** A page that never stops asking is not waited for. */
const MAX_ROUNDS = 10;

/**
 * Frames of the browser are what makes a page ask for images that came into view. What has come may ask for more: a style sheet for a font, a
 * script for another.
 */
export async function tickUntilAnswered(page: CompositionPage): Promise<void> {
  for (let rounds = 0; rounds < MAX_ROUNDS; rounds++) {
    await page.clock.tick();
    if (!(await page.whenAnswered())) break;
  }
}

/** At most `count` of some numbers, evenly spread. */
export const spread = (numbers: readonly number[], count: number): readonly number[] =>
  numbers.length <= count
    ? numbers
    : Array.from({ length: count }, (_, i) => numbers[Math.floor(((i + 0.5) * numbers.length) / count)]!);
