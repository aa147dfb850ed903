import { expect, test } from 'vitest';
import { describeScale, growths, plotScale } from './scale-report.ts';
import type { ScalePoint } from './scale.ts';

const point = (axis: ScalePoint['axis'], value: number, renderSeconds: number, mib: number): ScalePoint => ({
  ...{ axis, value, label: `${value}`, renderSeconds, wallSeconds: renderSeconds + 1, cpuSeconds: renderSeconds * 2 },
  peakMemoryBytes: mib * 1024 ** 2,
});
const POINTS = [
  point('frames', 60, 2, 500),
  point('frames', 240, 6, 505),
  point('frames', 960, 24, 510),
  point('nodes', 1, 6, 500),
  point('nodes', 2, 4, 900),
];

test('growth is told from the first to the last point of each axis', () => {
  expect(growths(POINTS)).toEqual([
    { axis: 'frames', factor: 16, time: 12, cpu: 12, memory: 1.02 },
    { axis: 'nodes', factor: 2, time: 4 / 6, cpu: 4 / 6, memory: 1.8 },
  ]);
  expect(describeScale(POINTS)).toContain(
    '16.0 times the frames: 12.00 times the time, 12.00 times the CPU time, 1.02 times the memory',
  );
});

test('the plot has a panel for each axis that was measured', () => {
  const svg = plotScale(POINTS, '2 × X');
  expect(svg.match(/<polyline/g)).toHaveLength(4);
  expect(svg).toContain('render nodes');
  expect(svg).not.toContain('NaN');
});
