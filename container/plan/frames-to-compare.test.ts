import { describe, expect, it } from 'vitest';
import { planChunks } from '#contracts/plan.ts';
import { framesToCompare } from './frames-to-compare.ts';

const FPS = { num: 30, den: 1 };
const clip = (start: number, end: number | null) => ({ start, end });

describe('framesToCompare', () => {
  it('are the first and the last', () => {
    expect(framesToCompare([], planChunks(90), FPS)).toEqual([0, 89]);
    expect(framesToCompare([], planChunks(1), FPS)).toEqual([0]);
    expect(framesToCompare([clip(0, 2)], [], FPS)).toEqual([]);
  });

  it('show each clip that no chunk ends with', () => {
    const chunks = planChunks(180, 60);
    expect(framesToCompare([clip(0, 6), clip(1, 2.5), clip(4, null)], chunks, FPS)).toEqual([0, 179]);
    expect(framesToCompare([clip(2.2, 3.2)], chunks, FPS)).toEqual([0, 80, 179]);
    // Two that are there at once share a frame; the third is alone.
    expect(framesToCompare([clip(2.2, 3.2), clip(3, 3.5), clip(4.5, 5)], chunks, FPS)).toEqual([0, 92, 142, 179]);
  });

  it('lie in the range that is asked for', () => {
    const chunks = planChunks(100, 60, 30);
    expect(framesToCompare([clip(0, 0.9), clip(4.5, 9), clip(3.5, 3.6)], chunks, FPS)).toEqual([30, 106, 129]);
  });

  it('are spread where they are many', () => {
    const words = Array.from({ length: 500 }, (_, i) => clip(i / 5, (i + 1) / 5));
    const frames = framesToCompare(words, planChunks(3000), FPS);
    expect(frames).toHaveLength(8);
    expect(frames).toEqual(frames.toSorted((a, b) => a - b));
    expect(frames.at(-2)).toBeGreaterThan(2500);
  });
});
