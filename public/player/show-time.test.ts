import { expect, test } from 'vitest';
import { sayTime, showTime } from './show-time.js';

test('times to be seen', () => {
  expect([0, 1.5, 59.999, 61.04, 3600].map(showTime)).toEqual([
    '00:00.00',
    '00:01.50',
    '00:59.99',
    '01:01.04',
    '60:00.00',
  ]);
});

test('times to be heard', () => {
  expect([0, 1, 2.5, 61, 122.25].map(sayTime)).toEqual([
    '0 seconds',
    '1 second',
    '2.5 seconds',
    '1 minute 1 second',
    '2 minutes 2.25 seconds',
  ]);
});
