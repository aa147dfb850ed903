import { describe, expect, test } from 'vitest';
import { mergeVariables } from './merge-variables.ts';
import { slug, toCssValue, toSource, toText } from './variable-text.ts';

describe('values', () => {
  const declared = JSON.stringify([
    { id: 'title', type: 'string', label: 'Title', default: 'Hello' },
    { id: 'count', default: 3 },
    { id: 'no-default' },
    { default: 'no id' },
    'not an entry',
  ]);

  test('are declared defaults under overrides', () => {
    expect(mergeVariables([declared], { count: 5, extra: null })).toEqual({ title: 'Hello', count: 5, extra: null });
  });

  test('of a later declaration win', () => {
    expect(mergeVariables([declared, '[{"id":"title","default":"Bye"}]'], {})).toEqual({ title: 'Bye', count: 3 });
  });

  test('are none when the declaration is broken', () => {
    expect(mergeVariables(['{', '{"id":"a"}', null, undefined, 'null'], {})).toEqual({});
  });

  test('come as a fresh object', () => {
    const overrides = { a: 1 };
    mergeVariables([], overrides)['a'] = 2;
    expect(overrides.a).toBe(1);
  });
});

test('a value has the text of its type', () => {
  expect(['x', 2, false, { name: 'Inter', source: 'g' }, { url: '/a.png' }, null, [1]].map(toText)).toEqual([
    'x',
    '2',
    'false',
    'Inter',
    '/a.png',
    null,
    null,
  ]);
});

test('a source is an address that an element may load', () => {
  const good = ['https://a/b.png', 'logo.png', '/x/y.mp4', 'blob:abc', 'data:image/png;base64,AA'];
  expect(good.map(toSource)).toEqual(good);
  const bad = [
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc',
    'ftp://a/b',
    'https://',
    '',
  ];
  expect(bad.map(toSource)).toEqual(bad.map(() => null));
});

test('a custom property cannot leave its declaration', () => {
  expect(toCssValue('red; } body { color: blue')).toBe('red  body  color: blue');
  expect(slug('Brand Colour #1')).toBe('brand-colour-1');
});
