import { expect, test } from 'vitest';
import { framesOnTheWay } from './landmarks.ts';

const FPS = { num: 10, den: 1 };

test('a landmark is visited at the frame that first shows it', () => {
  expect(framesOnTheWay(() => [0.3, 0.31, 0.35, 0.3000000001], { from: 0, to: 2 }, FPS)).toEqual([0.3, 0.4]);
});

test('what lies behind, at the start and at the target is no visit', () => {
  expect(framesOnTheWay(() => [0.1, 0.2, 0.7, 0.8, 1e8, 0.5], { from: 0.2, to: 0.8 }, FPS)).toEqual([0.5, 0.7]);
});

test('nothing lies on the way to the next frame', () => {
  const neverAsked = (): number[] => {
    throw new Error('asked for landmarks');
  };
  expect(framesOnTheWay(neverAsked, { from: 0.3, to: 0.4 }, FPS)).toEqual([]);
});

test('a jump back visits nothing', () => {
  expect(framesOnTheWay(() => [0.5], { from: 1, to: 0 }, FPS)).toEqual([]);
});

test('too many are none', () => {
  const landmarks = Array.from({ length: 5_001 }, (_, i) => 1 + i);
  expect(framesOnTheWay(() => landmarks, { from: 0, to: 9_000 }, FPS)).toEqual([]);
  expect(framesOnTheWay(() => landmarks.slice(1), { from: 0, to: 9_000 }, FPS)).toHaveLength(5_000);
});
