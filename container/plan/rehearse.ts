/**
 * Visits every place where something new may be asked for.
 * @module
 */
import { frameTime, type Fps } from '#contracts/fps.ts';
import type { PageDescription } from '#contracts/page.ts';
import type { Chunk } from '#contracts/plan.ts';
import type { CompositionPage } from '../capture/composition-page.ts';

/** Clip edges beyond this many are sampled evenly. */
const MAX_VISITS = 240;
/** Counting looks at every element. */
const MAX_BLUR_COUNTS = 20;
/** A page that never stops asking is not waited for. */
const MAX_ROUNDS = 10;

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

/** What the visits have shown that decides how the pages of chunks are painted. */
export interface Rehearsed {
  obstacle: string | null;
  /** The most elements with a blur at once. */
  blurs: number;
}

export async function rehearse(page: CompositionPage, times: readonly number[]): Promise<Rehearsed> {
  let obstacle: string | null = null;
  let blurs = 0;
  for (const [i, time] of times.entries()) {
    await page.seek(time);
    // Drawing is what makes the page ask for images that came into view.
    // What has come may ask for more: a style sheet for a font, a script for another.
    for (let rounds = 0; rounds < MAX_ROUNDS; rounds++) {
      await page.clock.tick();
      if (!(await page.whenAnswered())) break;
    }
    obstacle ??= await page.paintObstacle();
    if (i % Math.ceil(times.length / MAX_BLUR_COUNTS) === 0) blurs = Math.max(blurs, await page.countBlurs());
  }
  return { obstacle, blurs };
}
