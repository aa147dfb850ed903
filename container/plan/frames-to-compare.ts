/**
 * Chooses the frames that a plan both paints and lets the compositor draw.
 * @module
 */
import { countFrames, type Fps } from '#contracts/fps.ts';
import type { PageDescription } from '#contracts/page.ts';
import type { Chunk } from '#contracts/plan.ts';
import { spread } from '../capture/compare-painting.ts';

/** Beyond the first frame, the last and one more, one comparison is allowed for each of this many frames of the render. */
const FRAMES_PER_COMPARISON = 150;
const MAX_COMPARISONS = 8;

/** Frames `[start, end)`. */
interface Span {
  start: number;
  end: number;
}

/**
 * The first and the last frame of the render, and the fewest others that together show every clip that is in none of these and in no last
 * frame of a chunk, which the chunk compares itself. When the others are too many, some of them.
 */
export function framesToCompare(clips: PageDescription['clips'], chunks: readonly Chunk[], fps: Fps): number[] {
  if (chunks.length === 0) return [];
  const first = chunks[0]!.startFrame;
  const end = chunks.at(-1)!.endFrame;
  const compared = [first, ...chunks.map(({ endFrame }) => endFrame - 1)];
  const unseen = clips
    .map((clip): Span => ({
      start: Math.max(first, countFrames(clip.start, fps)),
      end: Math.min(end, clip.end === null ? end : countFrames(clip.end, fps)),
    }))
    .filter((span) => span.start < span.end && !compared.some((frame) => span.start <= frame && frame < span.end));
  const most = Math.min(1 + Math.floor((end - first) / FRAMES_PER_COMPARISON), MAX_COMPARISONS - 2);
  return [...new Set([first, ...spread(framesThatMeet(unseen), most), end - 1])].toSorted((a, b) => a - b);
}

/**
 * The fewest frames such that each span holds one, rising. Each lies in the middle of what its spans share, because a clip may be hardly seen
 * where it comes or goes.
 */
function framesThatMeet(spans: readonly Span[]): number[] {
  const frames: number[] = [];
  let left = spans.toSorted((a, b) => a.end - b.end);
  while (left.length > 0) {
    const { end } = left[0]!;
    const together = left.filter(({ start }) => start < end);
    const start = Math.max(...together.map((span) => span.start));
    frames.push(Math.floor((start + end - 1) / 2));
    left = left.filter((span) => span.start >= end);
  }
  return frames;
}
