import { expect, test } from 'vitest';
import { simulateRender, type Work } from './simulate.ts';

const WORK: Work = {
  ...{ frames: 1200, secondsPerFrame: 0.1, secondsPerChunk: 1, planSeconds: 3, assembleSeconds: 2 },
  ...{ assembleSecondsPerChunk: 0.1, exchangeSeconds: 0.05, maxParallelChunks: 256 },
};
const farm = (containers: number, coldStartSeconds = 5, slotsPerContainer = 1) => ({
  ...{ containers, slotsPerContainer, coldStartSeconds: () => coldStartSeconds },
});

test('one slot: everything happens once, one after the other', () => {
  const { totalSeconds, chunks, peakSlots, busySeconds } = simulateRender(farm(1), WORK);
  expect(chunks).toBe(8);
  const work = 3 + (1200 * 0.1 + 8 * 1) + (2 + 8 * 0.1);
  expect(busySeconds).toBeCloseTo(work);
  expect(totalSeconds).toBeCloseTo(5 + work + 10 * 0.05);
  expect(peakSlots).toBe(1);
});

test('more containers are never slower, do the same work, and never beat the work itself', () => {
  const runs = [1, 2, 3, 8, 64, 256].map((containers) => simulateRender(farm(containers), WORK));
  for (const [index, run] of runs.entries()) {
    expect(run.busySeconds).toBeCloseTo(runs[0]!.busySeconds);
    expect(run.totalSeconds).toBeLessThanOrEqual((runs[index - 1] ?? run).totalSeconds);
    expect(run.totalSeconds * run.peakSlots).toBeGreaterThanOrEqual(run.busySeconds);
  }
  // Eight chunks: the ninth container has nothing to do.
  expect(runs.at(-1)!.containersUsed).toBe(8);
});

test('a longer cold start makes it longer by no more than two cold starts: that of the plan and that of the farm', () => {
  const [warm, cold] = [0, 80].map((seconds) => simulateRender(farm(8, seconds), WORK)) as [Simulated, Simulated];
  expect(cold.totalSeconds).toBeGreaterThan(warm.totalSeconds);
  expect(cold.totalSeconds - warm.totalSeconds).toBeLessThanOrEqual(160);
});

test('the render asks for no more slots at once than it may have', () => {
  expect(simulateRender(farm(64, 1, 4), { ...WORK, maxParallelChunks: 3 }).peakSlots).toBe(3);
});

type Simulated = ReturnType<typeof simulateRender>;
