import { expect, it } from 'vitest';
import { showBytes, showCount, showWork } from './show-values.js';

it.each([
  [0, '0 frames'],
  [1, '1 frame'],
  [2, '2 frames'],
])('%i as a count', (count, text) => expect(showCount(count, 'frame')).toBe(text));

it.each<[what: string, stages: Record<string, number>, text: string]>([
  ['a render that did not wait', { total: 2500, queue: 40 }, '2.46 s'],
  ['one that stood in the queue', { total: 38_000, queue: 30_000 }, '8 s after 30 s in the queue'],
  ['nothing known', {}, '0 s'],
])('the time of %s', (_, stages, text) => expect(showWork(stages)).toBe(text));

it.each([
  [270, '0.27 kB'],
  [1_500_000, '1.50 MB'],
])('%i bytes', (bytes, text) => expect(showBytes(bytes)).toBe(text));
