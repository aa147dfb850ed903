import { expect, it } from 'vitest';
import { withBundledFirst } from './generic-families.ts';

it.each([
  ['sans-serif', '"Inter", sans-serif'],
  ['SERIF, "Foo"', '"EB Garamond", SERIF, "Foo"'],
  ['monospace, monospace', '"JetBrains Mono", monospace, monospace'],
  ['"Inter", sans-serif', null],
  ['"serif"', null],
  ['Georgia, serif', null],
  ['var(--face)', null],
  ['', null],
])('%s', (list, expected) => {
  expect(withBundledFirst(list)).toBe(expected);
});
