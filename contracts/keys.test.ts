import { describe, expect, it } from 'vitest';
import { chunkIndexOf, chunkKey, isInScope, renderKey } from './keys.ts';

it('finds the index of a chunk in its key, and none in other keys', () => {
  expect(chunkIndexOf(chunkKey('t', 'hash', 42))).toBe(42);
  expect(chunkIndexOf(renderKey('t', 'r', 'output.mp4'))).toBeNull();
});

describe('the scope of a lease', () => {
  const scope = { tenantId: 'main', renderId: 'r_1' };
  it.each([
    ['sites/main/abc.json', true, false],
    ['blobs/main/abc', true, false],
    ['plans/main/hash/plan.json', true, true],
    ['chunks/main/hash/000001.mp4', true, true],
    ['renders/main/r_1/output.mp4', true, true],
    ['renders/main/r_2/output.mp4', false, false],
    ['renders/main/r_11/output.mp4', false, false],
    ['sites/other/abc.json', false, false],
    ['blobs/main2/abc', false, false],
    ['plans/main/../other/plan.json', false, false],
    ['plans/main//plan.json', false, false],
    ['plans/main/./plan.json', false, false],
    ['', false, false],
    ['blobs', false, false],
  ])('%s: read %s, write %s', (key, mayRead, mayWrite) => {
    expect(isInScope(scope, 'read', key)).toBe(mayRead);
    expect(isInScope(scope, 'write', key)).toBe(mayWrite);
  });
});
