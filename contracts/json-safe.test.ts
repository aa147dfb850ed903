import { expect, test } from 'vitest';
import { findUnsafe } from './json-safe.ts';

const loop: Record<string, unknown> = { name: 'loop' };
loop['self'] = { again: loop };
const shared = { a: 1 };

test.each<[unknown, string | null]>([
  [{ text: 'a', size: 1.5, list: [1, [true, null]], none: null, one: shared, two: shared }, null],
  [Object.assign(Object.create(null) as object, { a: 1 }), null],
  [{ theme: { size: Number.NaN } }, 'theme.size is NaN'],
  [{ list: [0, Number.POSITIVE_INFINITY] }, 'list.1 is Infinity'],
  [{ now: new Date(0) }, 'now is no plain object'],
  [{ table: new Map() }, 'table is no plain object'],
  [{ draw: () => 1 }, 'draw is a function'],
  [{ id: 1n }, 'id is a bigint'],
  [{ title: undefined }, 'title is undefined'],
  [loop, 'self.again is a part of itself'],
])('%o', (value, found) => expect(findUnsafe(value)).toBe(found));
