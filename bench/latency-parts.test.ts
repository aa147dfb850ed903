import { expect, test } from 'vitest';
import { analyseLatency, covered, type LogEvent } from './latency-parts.ts';

test.each([
  ['nothing', [], 0],
  ['one inside', [{ start: 10, end: 20 }], 10],
  [
    'what sticks out counts only inside',
    [
      { start: -5, end: 10 },
      { start: 90, end: 200 },
    ],
    20,
  ],
  [
    'work at the same time counts once',
    [
      { start: 10, end: 50 },
      { start: 20, end: 30 },
      { start: 40, end: 60 },
    ],
    50,
  ],
])('covered: %s', (_name, parts, expected) => {
  expect(covered(parts, 0, 100)).toBe(expected);
});

const ended = (event: string, atMs: number, durationMs: number, over: Partial<LogEvent> = {}): LogEvent => ({
  ...{ time: new Date(atMs).toISOString(), event, durationMs, renderId: 'r_1', outcome: 'success' },
  ...over,
});

test('the parts of a render add up to the whole, and what no node did is orchestration', () => {
  const events = [
    ended('node.plan', 1300, 250),
    ended('node.chunk', 2000, 650),
    ended('node.chunk', 2600, 1200),
    ended('node.chunk', 1900, 500, { renderId: 'r_other' }),
    ended('node.chunk', 2100, 10, { outcome: 'failure' }),
    ended('node.assemble', 3000, 350),
    ended('http.request', 2990, 100, {
      method: 'PUT',
      path: '/artifacts/…/renders/main/r_1/output.mp4',
      renderId: undefined,
    }),
  ];
  const latency = analyseLatency(events, { renderId: 'r_1', postedAt: 1000, finishedAt: 3100, nodes: 2 });
  expect(latency.parts).toEqual({
    ...{ queueMs: 50, planMs: 250, firstChunkMs: 700, lastChunkMs: 600, assembleMs: 300, uploadMs: 100, reportMs: 100 },
  });
  expect(Object.values(latency.parts).reduce((sum, ms) => sum + ms, 0)).toBe(latency.totalMs);
  // 50 before the plan, 50 after it, 50 before the assembly, 100 after it.
  expect(latency.orchestrationMs).toBe(250);
  expect(latency.chunks).toBe(2);
});

test('a render that left no events is an error', () => {
  expect(() => analyseLatency([], { renderId: 'r_1', postedAt: 0, finishedAt: 1, nodes: 1 })).toThrow('r_1');
});
