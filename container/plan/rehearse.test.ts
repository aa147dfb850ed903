import { describe, expect, it } from 'vitest';
import type { PageDescription } from '#contracts/page.ts';
import { planChunks } from '#contracts/plan.ts';
import { rehearsalTimes } from './rehearse.ts';

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
