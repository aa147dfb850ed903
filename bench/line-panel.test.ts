import { expect, test } from 'vitest';
import { linePanel, logScale, logTicks } from './line-panel.ts';

test.each([
  [
    [3, 40],
    [2, 5, 10, 20, 50],
  ],
  [
    [1, 1],
    [1, 2],
  ],
  [
    [0.3, 0.9],
    [0.2, 0.5, 1],
  ],
])('ticks around %j', (values, expected) => {
  expect(logTicks(values)).toEqual(expected);
});

test('equal ratios are equal distances', () => {
  const x = logScale([1, 4, 16], 100, 300);
  expect([1, 4, 16].map(x)).toEqual([100, 200, 300]);
  expect(() => x(0)).toThrow(RangeError);
});

test('names of lines that end at one point do not lie over one another', () => {
  const series = ['a', 'b'].map((name) => ({
    name,
    points: [
      [1, 1],
      [10, 1],
    ] as [number, number][],
  }));
  const ticks = { xTicks: [1, 10], yTicks: [1, 10] };
  const svg = linePanel(
    { title: '', xLabel: '', yLabel: '', ...ticks, series, nameRoom: 50 },
    { x: 0, y: 0, width: 100, height: 100 },
  );
  const heights = svg.flatMap((part) => /y="([\d.]+)" class="name/.exec(part)?.[1] ?? []).map(Number);
  expect(heights).toHaveLength(2);
  expect(heights[1]! - heights[0]!).toBeGreaterThanOrEqual(16);
});
