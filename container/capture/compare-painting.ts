/**
 * Proves that a page may be painted: some of its frames are both painted and drawn by the compositor, and compared.
 * @module
 */
import { frameTime, type Fps } from '#contracts/fps.ts';
import type { PaintDifference } from '#contracts/painter.ts';
import type { CompositionPage } from './composition-page.ts';
import { PaintObstacle, refuseObstacle } from './painter.ts';

/**
 * The largest difference that painting may make. Known differences stay below: how edges are smoothed, where letters lie by a fraction of a
 * pixel, how blurs are rounded. The numbers are at least twice the largest difference in the library of compositions, the samples and the
 * scenes of the bench.
 */
const MOST = { strayPixels: 12, shade: 20 } satisfies PaintDifference;

const isUntrue = ({ strayPixels, shade }: PaintDifference): boolean =>
  strayPixels > MOST.strayPixels || shade > MOST.shade;

/** Comparisons after which a frame counts as different. A picture that arrives between painting and drawing makes a difference only once. */
const LOOKS = 2;

/** Seeks one frame after the other and compares it. Throws `PaintObstacle` at one that is painted otherwise than the compositor draws it. */
export async function comparePainting(page: CompositionPage, frames: readonly number[], fps: Fps): Promise<void> {
  for (const frame of frames) {
    const time = frameTime(frame, fps);
    await page.seek(time);
    await tickUntilAnswered(page);
    await compareHere(page, frame, time);
  }
}

/** Compares the frame at which the page stands, as `comparePainting` does. */
export async function compareHere(page: CompositionPage, frame: number, time: number): Promise<void> {
  // The last inspection may have had to load a picture before it could answer.
  refuseObstacle(await page.paintObstacle());
  let looks = 0;
  while (isUntrue(await page.comparePainting(time))) {
    if (++looks === LOOKS)
      throw new PaintObstacle(`frame ${frame} is painted otherwise than Chrome draws it`, { isTold: true });
    await tickUntilAnswered(page);
  }
}

/** Rounds after which a page that never stops asking is no longer waited for. */
const MAX_ROUNDS = 10;

/**
 * Runs frames of the browser until no request is open. A frame makes the page ask for images that came into view; what arrives may ask for
 * more, as a style sheet does for a font or a script for another script.
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
