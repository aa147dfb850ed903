import { describe, expect, it } from 'vitest';
import { chunkIndexOf, chunkKey, chunkWarningsKey, isInScope, renderKey, warnedChunkOf } from './keys.ts';

it('finds the index of a chunk in its key, and none in other keys', () => {
  expect(chunkIndexOf(chunkKey('t', 'hash', 42))).toBe(42);
  expect(chunkIndexOf(renderKey('t', 'r', 'output.mp4'))).toBeNull();
  expect(chunkIndexOf(chunkWarningsKey('t', 'hash', 42))).toBeNull();
  expect(warnedChunkOf(chunkWarningsKey('t', 'hash', 42))).toBe(42);
  expect(warnedChunkOf(chunkKey('t', 'hash', 42))).toBeNull();
});

describe('the scope of a lease', () => {
  const planning = { tenantId: 'main', renderId: 'r_1' };
  const rendering = { ...planning, planHash: 'hash' };
  it.each([
    // key, may read, may write while it plans, may write for the plan `hash`
    ['sites/main/abc.json', true, false, false],
    ['looks/main/abc-v1.json', false, false, false],
    ['blobs/main/abc', true, true, false],
    [`plans/main/${'a'.repeat(64)}/plan.json`, true, true, false],
    [`plans/main/${'a'.repeat(64)}/last-use`, true, false, false],
    ['plans/main/hash/plan.json', true, false, false],
    ['chunks/main/hash/000001.mp4', true, false, true],
    ['chunks/main/other/000001.mp4', true, false, false],
    ['chunks/main/hash2/000001.mp4', true, false, false],
    ['renders/main/r_1/output.mp4', true, true, true],
    ['renders/main/r_2/output.mp4', false, false, false],
    ['renders/main/r_11/output.mp4', false, false, false],
    ['sites/other/abc.json', false, false, false],
    ['blobs/main2/abc', false, false, false],
    ['plans/main/../other/plan.json', false, false, false],
    ['plans/main//plan.json', false, false, false],
    ['plans/main/./plan.json', false, false, false],
    ['', false, false, false],
    ['blobs', false, false, false],
  ])(
    '%s: read %s, write %s while planning, %s while rendering',
    (key, mayRead, mayWritePlanning, mayWriteRendering) => {
      for (const scope of [planning, rendering]) expect(isInScope(scope, 'read', key)).toBe(mayRead);
      expect(isInScope(planning, 'write', key)).toBe(mayWritePlanning);
      expect(isInScope(rendering, 'write', key)).toBe(mayWriteRendering);
    },
  );
});
