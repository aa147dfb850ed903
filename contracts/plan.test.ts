import { describe, expect, it } from 'vitest';
import { canonicalJson, planChunks } from './plan.ts';

describe('planChunks', () => {
  it.each([
    [1, undefined, [[0, 1]]],
    [60, undefined, [[0, 60]]],
    [
      61,
      undefined,
      [
        [0, 60],
        [60, 61],
      ],
    ],
    [
      5,
      2,
      [
        [0, 2],
        [2, 4],
        [4, 5],
      ],
    ],
  ])('cuts %i frames by %s', (frames, size, expected) => {
    expect(planChunks(frames, size).map((chunk) => [chunk.startFrame, chunk.endFrame])).toEqual(expected);
  });

  it.each([
    [240, 4, 60],
    [241, 4, 61],
    [300, 4, 75],
    [360, 4, 90],
    [361, 8, 46],
    [450, 8, 57],
    [600, 8, 75],
    [601, 4, 151],
    [900, 8, 113],
    [1800, 16, 113],
    [1920, 16, 120],
    [1921, 8, 241],
    [61_200, 256, 240],
    [108_000, 448, 242],
  ])('cuts %i frames into %i chunks of at most %i, equal ones', (frames, count, longest) => {
    const lengths = planChunks(frames).map(({ startFrame, endFrame }) => endFrame - startFrame);
    expect([lengths.length, Math.max(...lengths)]).toEqual([count, longest]);
    expect(longest - Math.min(...lengths)).toBeLessThanOrEqual(1);
  });

  it('covers every frame once, in order, numbered from 0', () => {
    for (const frames of [1, 59, 599, 601, 5000]) {
      const chunks = planChunks(frames);
      expect(chunks.map((chunk) => chunk.index)).toEqual(chunks.map((_chunk, index) => index));
      expect(chunks[0]!.startFrame).toBe(0);
      expect(chunks.at(-1)!.endFrame).toBe(frames);
      for (const [index, chunk] of chunks.entries()) expect(chunk.startFrame).toBe(chunks[index - 1]?.endFrame ?? 0);
    }
  });
});

it('writes equal values as equal text, whatever the order of their keys', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
});
