/**
 * Visits every place where something new may be asked for.
 * @module
 */
import { frameTime, type Fps } from '#contracts/fps.ts';
import type { PageDescription } from '#contracts/page.ts';
import type { Chunk } from '#contracts/plan.ts';
import { tickUntilAnswered } from '../capture/compare-painting.ts';
import type { CompositionPage } from '../capture/composition-page.ts';
import { refuseObstacle } from '../capture/painter.ts';

/** Clip edges beyond this many are sampled evenly. */
const MAX_VISITS = 240;
/** Counting looks at every element. */
const MAX_BLUR_COUNTS = 20;

/** Times in seconds, rising: the start of every chunk and every edge of a clip. */
export function rehearsalTimes(description: PageDescription, chunks: readonly Chunk[], fps: Fps): number[] {
  const { durationSeconds } = description;
  const edges = description.clips.flatMap(({ start, end }) => (end === null ? [start] : [start, end]));
  const starts = chunks.map((chunk) => frameTime(chunk.startFrame, fps));
  const times = [...new Set([...edges, ...starts])]
    .filter((time) => time >= 0 && time < durationSeconds)
    .toSorted((a, b) => a - b);
  const step = Math.max(1, times.length / MAX_VISITS);
  return Array.from({ length: Math.ceil(times.length / step) }, (_, i) => times[Math.floor(i * step)]!);
}

/**
 * Returns the most elements with a blur at once, which only a page that is painted is asked for. Throws `PaintObstacle` before the browser
 * has to paint it.
 */
export async function rehearse(page: CompositionPage, times: readonly number[], isPainted: boolean): Promise<number> {
  const refuse = async (): Promise<void> => {
    if (isPainted) refuseObstacle(await page.paintObstacle());
  };
  let blurs = 0;
  for (const [i, time] of times.entries()) {
    await page.seek(time);
    await refuse();
    await tickUntilAnswered(page);
    await refuse();
    if (isPainted && i % Math.ceil(times.length / MAX_BLUR_COUNTS) === 0)
      blurs = Math.max(blurs, await page.countBlurs());
  }
  return blurs;
}
