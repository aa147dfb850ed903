import { expect, it } from 'vitest';
import { withBundledBefore } from './generic-families.ts';

it.each([
  ['sans-serif', '"Inter", sans-serif'],
  ['SERIF, "Foo"', '"EB Garamond", SERIF, "Foo"'],
  ['monospace, monospace', '"JetBrains Mono", monospace, monospace'],
  ['"Inter", sans-serif', null],
  ['"serif"', null],
  ['Georgia, serif', 'Georgia, "EB Garamond", serif'],
  ["Poppins, 'A, b' , sans-serif, serif", 'Poppins, \'A, b\', "Inter", sans-serif, serif'],
  ['Poppins, Inter, sans-serif', null],
  ['Poppins', null],
  ['var(--face)', null],
  ['', null],
])('%s', (list, expected) => {
  expect(withBundledBefore(list)).toBe(expected);
});
