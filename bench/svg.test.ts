import { expect, test } from 'vitest';
import { element, niceTicks, text } from './svg.ts';

test.each([
  [10, [0, 2, 4, 6, 8, 10]],
  [0.9, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [73, [0, 20, 40, 60, 80]],
])('ticks up to %d', (max, expected) => {
  expect(niceTicks(max)).toEqual(expected);
});

test('words cannot break out of the markup', () => {
  expect(text(1, 2, 'a < b & "c"')).toBe('<text x="1" y="2">a &lt; b &amp; &quot;c&quot;</text>');
  expect(element('g', { class: 'x"y' })).toBe('<g class="x&quot;y"/>');
});
