import { describe, expect, it } from 'vitest';
import type { PageDescription } from '#contracts/page.ts';
import { planChunks } from '#contracts/plan.ts';
import { framesToCompare, rehearsalTimes } from './rehearse.ts';

const FPS = { num: 30, den: 1 };
const describing = (durationSeconds: number, clips: PageDescription['clips']) =>
  ({ durationSeconds, clips }) as PageDescription;

describe('rehearsalTimes', () => {
  it('are the chunk starts and both edges of every clip, rising and each once', () => {
    const page = describing(6, [
      { start: 0, end: 2.5 },
      { start: 2, end: null },
    ]);
    expect(rehearsalTimes(page, planChunks(180, 60), FPS)).toEqual([0, 2, 2.5, 4]);
  });

  it('stay inside the composition', () => {
    const page = describing(2, [
      { start: -1, end: 2 },
      { start: 5, end: 6 },
    ]);
    expect(rehearsalTimes(page, planChunks(60), FPS)).toEqual([0]);
  });

  it('follow a rational frame rate exactly', () => {
    expect(rehearsalTimes(describing(5, []), planChunks(120, 60), { num: 24000, den: 1001 })).toEqual([
      0,
      (60 * 1001) / 24000,
    ]);
  });

  it('are bounded, and still spread over the whole length', () => {
    const clips = Array.from({ length: 5000 }, (_, i) => ({ start: i / 100, end: i / 100 + 0.005 }));
    const times = rehearsalTimes(describing(50, clips), planChunks(1500), FPS);
    expect(times).toHaveLength(240);
    expect(times[0]).toBe(0);
    expect(times.at(-1)).toBeGreaterThan(49);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});

describe('framesToCompare', () => {
  it('are the first and the last, and between edges one for each 300 of the render', () => {
    expect(framesToCompare([0, 2, 4], planChunks(90), FPS)).toEqual([0, 89]);
    expect(framesToCompare([0, 4, 8], planChunks(600, 60), FPS)).toEqual([0, 60, 420, 599]);
    expect(framesToCompare([], planChunks(1), FPS)).toEqual([0]);
    expect(framesToCompare([0, 2], [], FPS)).toEqual([]);
  });

  it('lie in the range that is asked for, and are never many', () => {
    expect(framesToCompare([0, 4, 11], planChunks(300, 60, 30), FPS)).toEqual([30, 225, 329]);
    const edges = Array.from({ length: 500 }, (_, i) => i / 5);
    const frames = framesToCompare(edges, planChunks(3000), FPS);
    expect(frames).toHaveLength(8);
    expect(frames).toEqual(frames.toSorted((a, b) => a - b));
  });
});
