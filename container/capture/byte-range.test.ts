import { expect, it } from 'vitest';
import { parseRange } from './byte-range.ts';

it.each([
  ['bytes=0-', 100, { start: 0, end: 100 }],
  ['bytes=10-19', 100, { start: 10, end: 20 }],
  ['bytes=90-500', 100, { start: 90, end: 100 }],
  ['bytes=99-99', 100, { start: 99, end: 100 }],
  [undefined, 100, null],
  ['bytes=100-', 100, null],
  ['bytes=20-10', 100, null],
  ['bytes=-10', 100, null],
  ['bytes=0-1,5-6', 100, null],
  ['items=0-1', 100, null],
  ['bytes=0-', 0, null],
])('Range %j of %i bytes is %j', (header, size, range) => {
  expect(parseRange(header, size)).toEqual(range);
});
