import { expect, test } from 'vitest';
import { SeekQueue } from './seek-queue.js';

function openQueue(): { queue: SeekQueue; sent: number[] } {
  const sent: number[] = [];
  return { sent, queue: new SeekQueue((seconds: number) => sent.push(seconds)) };
}

test('the first seek goes at once; of those that come before its answer only the last follows', () => {
  const { queue, sent } = openQueue();
  for (const seconds of [1, 2, 3]) queue.ask(seconds);
  expect(sent).toEqual([1]);
  expect(queue.isWaiting).toBe(true);
  queue.answer(1);
  expect(sent).toEqual([1, 3]);
  queue.answer(2);
  queue.ask(4);
  expect(sent).toEqual([1, 3, 4]);
});

test('an answer to an earlier control is no answer to a seek', () => {
  const { queue, sent } = openQueue();
  queue.ask(1);
  queue.ask(2);
  queue.answer(0);
  expect(sent).toEqual([1]);
  // Who does not number its answers means the latest.
  queue.answer(undefined);
  expect(sent).toEqual([1, 2]);
});

test('what waits goes out before anything else is sent', () => {
  const { queue, sent } = openQueue();
  queue.ask(1);
  queue.ask(2);
  queue.flush();
  expect(sent).toEqual([1, 2]);
  expect(queue.isWaiting).toBe(false);
  queue.answer(2);
  expect(sent).toEqual([1, 2]);
});
