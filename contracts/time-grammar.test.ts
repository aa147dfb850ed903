import { describe, expect, test } from 'vitest';
import { parseDuration, parseSeconds, parseStart } from './time-grammar.ts';

test('seconds fill the whole text', () => {
  expect(['1.5', ' 2 ', '.5', '-3', '1e1'].map(parseSeconds)).toEqual([1.5, 2, 0.5, -3, 10]);
  expect(['', '2s', '1,5', 'abc', 'Infinity', null, undefined].map(parseSeconds)).toEqual(Array(7).fill(null));
});

test('a duration is above zero or absent', () => {
  expect(['2', '0', '-1', '1e999', 'x'].map(parseDuration)).toEqual([2, null, null, null, null]);
});

describe('a start', () => {
  const parse = (text: string, ...known: string[]): unknown => parseStart(text, (id) => known.includes(id));

  test('is a number, never below zero', () => {
    expect(parse('1.5')).toEqual({ kind: 'local', seconds: 1.5 });
    expect(parse('-0.5')).toEqual({ kind: 'local', seconds: 0 });
  });

  test('follows another element, with or without an offset', () => {
    expect(parse('intro')).toEqual({ kind: 'after', target: 'intro', offset: 0 });
    expect(parse('intro + 2')).toEqual({ kind: 'after', target: 'intro', offset: 2 });
    expect(parse('intro-0.5')).toEqual({ kind: 'after', target: 'intro', offset: -0.5 });
    expect(parse('a.b:c_d+1')).toEqual({ kind: 'after', target: 'a.b:c_d', offset: 1 });
  });

  test('takes a dash for part of a name when an element has that name', () => {
    expect(parse('intro-2', 'intro-2')).toEqual({ kind: 'after', target: 'intro-2', offset: 0 });
    expect(parse('intro-2 - 1', 'intro-2')).toEqual({ kind: 'after', target: 'intro-2', offset: -1 });
    expect(parse('intro-2', 'intro')).toEqual({ kind: 'after', target: 'intro', offset: -2 });
  });

  test('is nothing when it is neither', () => {
    expect(['', 'a b', '1 + 2 + 3', '+ 2'].map((text) => parse(text))).toEqual([null, null, null, null]);
  });
});
