/**
 * Visits every place where something new may be asked for.
 * @module
 */
import { frameTime, type Fps } from '#contracts/fps.ts';
import type { PageDescription } from '#contracts/page.ts';
import type { Chunk } from '#contracts/plan.ts';
import { spread, tickUntilAnswered } from '../capture/compare-painting.ts';
import type { CompositionPage } from '../capture/composition-page.ts';
import { PaintObstacle } from '../capture/painter.ts';

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

/** A plan compares two frames, and one more for so many of the render. */
const FRAMES_PER_COMPARISON = 300;
const MAX_COMPARISONS = 8;

/**
 * Frames of the render that are drawn both ways: the last, the first, then some halfway between two edges, where what comes at the one is there
 * and what goes at the other is not gone yet.
 */
export function framesToCompare(edges: readonly number[], chunks: readonly Chunk[], { num, den }: Fps): number[] {
  if (chunks.length === 0) return [];
  const { startFrame } = chunks[0]!;
  const { endFrame } = chunks.at(-1)!;
  const frames = edges
    .map((time) => Math.floor((time * num) / den))
    .filter((frame) => frame > startFrame && frame < endFrame);
  const between = [startFrame, ...frames, endFrame].slice(1).map((frame, i) => {
    const before = i === 0 ? startFrame : frames[i - 1]!;
    return Math.floor((before + frame) / 2);
  });
  const count = Math.min(Math.floor((endFrame - startFrame) / FRAMES_PER_COMPARISON), MAX_COMPARISONS - 2);
  return [...new Set([startFrame, ...(count > 0 ? spread(between, count) : []), endFrame - 1])].toSorted(
    (a, b) => a - b,
  );
}

/**
 * Returns the most elements with a blur at once, which only a page that is painted is asked for. Throws `PaintObstacle` before the browser
 * has to paint it.
 */
export async function rehearse(page: CompositionPage, times: readonly number[], isPainted: boolean): Promise<number> {
  const refuse = async (): Promise<void> => {
    const obstacle = isPainted ? await page.paintObstacle() : null;
    if (obstacle) throw new PaintObstacle(obstacle);
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
