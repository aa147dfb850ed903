import { describe, expect, it } from 'vitest';
import { boundJson, boundText } from './bound-text.ts';

describe('boundText', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly 10', 10, 'exactly 10'],
    ['a'.repeat(60), 40, `${'a'.repeat(18)}… (cut: 60 characters)`],
    ['🎬'.repeat(30), 40, `${'🎬'.repeat(9)}… (cut: 60 characters)`],
    ['a'.repeat(60), 5, 'aaaaa'],
    // The cut would fall between the halves of a character.
    ['🎬'.repeat(30), 41, `${'🎬'.repeat(9)}… (cut: 60 characters)`],
    ['🎬🎬🎬', 3, '🎬'],
    ['abc', 0, ''],
  ])('%s within %d', (text, maxLength, bounded) => {
    expect(boundText(text, maxLength)).toBe(bounded);
    expect(boundText(bounded, maxLength)).toBe(bounded);
  });
});

describe('boundJson', () => {
  it('leaves what is small as it is', () => {
    const small = { file: 'a.png', line: 3, isFatal: true, none: null, list: [1, { deep: ['x'] }] };
    expect(boundJson(small)).toEqual(small);
  });

  it('bounds texts, names, lists, objects and depth, and says so', () => {
    expect(boundJson({ list: Array.from({ length: 150 }, (_, i) => i) }).list.slice(-1)).toEqual(['… (50 more)']);
    expect(boundJson(Array.from({ length: 150 }, () => ({ a: 1 }))).at(-1)).toEqual({ omitted: 50 });
    const wide = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`k${i}`, i]));
    expect(boundJson(wide)).toMatchObject({ k99: 99, omitted: 50 });
    expect(Object.keys(boundJson({ ['n'.repeat(1e6)]: 1 }))[0]).toHaveLength(200);
    let deep: unknown = 1;
    for (let i = 0; i < 5000; i++) deep = [deep];
    expect(JSON.stringify(boundJson(deep))).toBe('[[[[[[[["…"]]]]]]]]');
  });

  it('bounds all of it together', () => {
    const large = Array.from({ length: 100 }, () => ({ text: 'a'.repeat(1e6), more: ['b'.repeat(1e6)] }));
    expect(JSON.stringify(boundJson(large, 10_000)).length).toBeLessThan(11_000);
  });
});
