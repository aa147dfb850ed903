import { expect, test } from 'vitest';
import type { BenchReport } from './bench-report.ts';
import { toHistory } from './history.ts';
import { describeScene, type Run } from './measure-scene.ts';
import { plotPeers } from './peers-plot.ts';
import { describeReport } from './report.ts';
import { SCENES } from './scenes.ts';

const SCENE = { ...SCENES.find(({ name }) => name === 'titles')!, path: '/titles', contentHash: 'abc', frames: 300 };

const run = (wallSeconds: number, cpuSeconds: number, sizeBytes = 2_000_000): Run => ({
  ...{ exitCode: 0, wallSeconds, cpuSeconds, sizeBytes, peakMemoryBytes: 2 ** 30, peakProcesses: 9 },
  ...{ meterCpuSeconds: 0.1, leftovers: [] },
});

const figures = describeScene(
  SCENE,
  new Map([
    ['edgereel', [run(10, 20), run(12, 18)]],
    ['hyperframes', [run(40, 80, 4_000_000), run(30, 72, 4_000_000)]],
  ]),
  new Map([['edgereel', { frames: 300, ssim: 0.99, psnr: 45 }]]),
  { wallSeconds: 5, cpuSeconds: 10 },
);
const report: BenchReport = {
  ...{ date: '2026-01-02T03:04:05.000Z', commit: 'abc', machine: '2 × X', chrome: 'Chrome 1', runs: 2 },
  scenes: [figures],
};

test('ratios are of runs that followed each other, and the limit is what is left when all else is free', () => {
  expect(figures.ratios.hyperframes?.wallSeconds).toEqual({ min: 0.25, median: 0.325, max: 0.4 });
  expect(figures.ratios.hyperframes?.cpuSeconds).toEqual({ min: 0.25, median: 0.25, max: 0.25 });
  expect(figures.ratios.hyperframes?.sizeBytes.median).toBe(0.5);
  expect(figures.overLimit).toEqual({ wall: 2.2, cpu: 1.9, fractionAbove: 1 - 10 / 19 });
  expect(toHistory(report)).toMatchObject([{ scene: 'titles', cpuSeconds: 19, cpuOverLimit: 1.9, ssim: 0.99 }]);
});

test('the text gives every figure, and its ratio to each peer', () => {
  const text = describeReport(report);
  expect(text).toMatch(/edgereel \/ hyperframes: CPU +0\.250 +0\.250 +0\.250/);
  expect(text).toContain('SSIM 0.990000, PSNR 45.00 dB');
  expect(text).toContain('47 % of the CPU time is above the limit');
});

test('the plot draws a bar for each subject in each panel, its length in proportion', () => {
  const widths = [
    ...plotPeers(report).matchAll(/<rect class="s([01])" x="170" y="[\d.]+" width="([\d.]+)" height="13"/g),
  ];
  const [ours, theirs] = widths.map(([, , width]) => Number(width)) as [number, number];
  expect(widths.map(([, subject]) => subject)).toEqual(['0', '1']);
  expect(theirs / ours).toBeCloseTo(35 / 11, 1);
});
