import { expect, test } from 'vitest';
import { describeChanges, type HistoryEntry } from './history.ts';

const entry = (over: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ...{ date: '2026-01-02T03:04:05.000Z', commit: 'abc', machine: '2 × X', chrome: 'C 1', scene: 'titles', runs: 3 },
  ...{
    wallSeconds: 10,
    cpuSeconds: 20,
    wallOverLimit: 2,
    cpuOverLimit: 2,
    peakMemoryBytes: 100,
    sizeBytes: 1000,
    ssim: 0.99,
  },
  ...over,
});

test('a slowdown against the last entry of the same kind of machine is marked, whatever else was measured since', () => {
  const history = [
    entry({ cpuOverLimit: 9 }),
    entry(),
    entry({ machine: '64 × Y', cpuOverLimit: 1 }),
    entry({ scene: 'explainer', cpuOverLimit: 1 }),
  ];
  expect(describeChanges(history, [entry({ cpuOverLimit: 2.4, wallOverLimit: 2.02, sizeBytes: 900 })])).toEqual([
    'titles, since abc of 2026-01-02: wallOverLimit +1.0 %, cpuOverLimit +20.0 % WORSE, peakMemoryBytes +0.0 %, sizeBytes −10.0 %',
  ]);
});

test('a machine of another kind has nothing to be compared with', () => {
  expect(describeChanges([entry()], [entry({ machine: 'new' })])).toEqual([
    'titles: the first entry of this kind of machine',
  ]);
});
