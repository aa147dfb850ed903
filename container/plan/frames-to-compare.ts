/**
 * Which frames a plan draws both ways.
 * @module
 */
import { countFrames, type Fps } from '#contracts/fps.ts';
import type { PageDescription } from '#contracts/page.ts';
import type { Chunk } from '#contracts/plan.ts';
import { spread } from '../capture/compare-painting.ts';

/** Beside the first frame and the last, one for each so many of the render, and one more. */
const FRAMES_PER_COMPARISON = 150;
const MAX_COMPARISONS = 8;

/** Frames `[start, end)`. */
interface Span {
  start: number;
  end: number;
}

/**
 * The first frame of the render, the last, and as few others as show every clip that none of these and no chunk's last frame shows, which a
 * chunk compares itself. Where those are too many, some of them.
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

/** The fewest frames such that one lies in each span, rising: where a clip comes or goes it may be hardly seen, so each in the middle of its spans. */
function framesThatMeet(spans: readonly Span[]): number[] {
  const left = spans.toSorted((a, b) => a.end - b.end);
  const frames: number[] = [];
  while (left.length > 0) {
    const { end } = left[0]!;
    const together = left.filter(({ start }) => start < end);
    const start = Math.max(...together.map((span) => span.start));
    const frame = Math.floor((start + end - 1) / 2);
    frames.push(frame);
    left.splice(0, left.length, ...left.filter((span) => span.start >= end));
  }
  return frames;
}
