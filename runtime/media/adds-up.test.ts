import { expect, it } from 'vitest';
import { keepsSums } from './adds-up.ts';

it.each([
  ['none', true],
  ['blur(4px)', true],
  ['blur(4px) drop-shadow(rgba(0, 0, 0, 0.5) 0px 2px 4px)', true],
  ['brightness(0.5)', true],
  ['brightness(1)', true],
  ['brightness(1.2)', false],
  ['blur(2px) contrast(1.5)', false],
  ['grayscale(1) saturate(0.5)', true],
  ['saturate(2)', false],
  ['invert(1)', false],
  ['hue-rotate(90deg)', false],
  ['sepia(1)', false],
  ['url("#wave")', false],
])('the filter %s keeps sums: %s', (filter, expected) => {
  expect(keepsSums(filter)).toBe(expected);
});
