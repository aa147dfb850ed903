import { expect, it } from 'vitest';
import { gradingParts } from './unsupported.ts';

it.each([
  ['{"preset":"noir","adjust":{"contrast":0.2},"lut":{"src":"a.cube"}}', 'preset noir, adjust, lut'],
  ['noir', 'noir'],
  ['"noir"', 'noir'],
  ['{"preset":null,"adjust":{"contrast":0}}', null],
  ['{}', null],
  ['', null],
  ['none', null],
])('%s', (text, expected) => {
  expect(gradingParts(text)).toBe(expected);
});
