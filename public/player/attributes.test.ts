import { expect, test } from 'vitest';
import { readRate, readSandbox, readSize, readSpeeds, readVolume } from './attributes.js';

test.each([
  ['640', 640],
  ['640px', 640],
  ['0', 1920],
  ['wide', 1920],
  [null, 1920],
])('a width of %j is %j', (text, size) => {
  expect(readSize(text, 1920)).toBe(size);
});

test.each([
  ['2', 2],
  ['0.01', 0.1],
  ['9', 5],
  ['fast', 1],
  ['', 1],
  [null, 1],
])('a rate of %j is %j', (text, rate) => {
  expect(readRate(text)).toBe(rate);
});

test.each([
  ['0.3', 0.3],
  ['-1', 0],
  ['7', 1],
  [null, 1],
])('a volume of %j is %j', (text, volume) => {
  expect(readVolume(text)).toBe(volume);
});

test('speeds are the readable ones, in order, once', () => {
  expect(readSpeeds('2, 1,x, 0.25, 2,,9')).toEqual([0.25, 1, 2]);
  expect(readSpeeds('none')).toEqual([0.5, 1, 1.5, 2]);
});

test('a frame runs scripts, and gets a reach of its own only where it is written', () => {
  expect(readSandbox(null)).toBe('allow-scripts');
  expect(readSandbox('allow-same-origin')).toBe('allow-scripts allow-same-origin');
});
