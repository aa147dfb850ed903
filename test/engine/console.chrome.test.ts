import { afterAll, beforeAll, expect, it } from 'vitest';
import { MAX_CONSOLE_LINES, type ConsoleLine } from '#contracts/console-line.ts';
import type { EdgereelError } from '#contracts/errors.ts';
import { chunkConsoleKey, renderKey } from '#contracts/keys.ts';
import { composition } from '../../container/testing/compositions.ts';
import { startTestNode, TENANT, type TestNode } from '../../container/testing/engine-fixture.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node[Symbol.asyncDispose]());

const linesAt = (key: string): ConsoleLine[] => {
  const object = node.artifacts.objects.get(key);
  return object ? (JSON.parse(object.toString()) as ConsoleLine[]) : [];
};
const short = { durationSeconds: 0.4, fps: '10' };

it('is kept with frame, chunk and level, of the plan and of each chunk', async () => {
  const site = composition(
    `<p>Hi</p><script>console.warn('loaded %s', 'well', { a: 1 }, [1, 2]);
      addEventListener('hf-seek', ({ detail }) => console.log('at', detail.time.toFixed(1)))</script>`,
    short,
  );
  const { planHash } = await node.plan(site, { chunkSize: 2, isEstimated: false });
  await node.chunk(planHash, 1);
  const planned = linesAt(renderKey(TENANT, 'r1', 'console.json'));
  expect(planned[0]).toMatchObject({ level: 'warning', text: 'loaded well {a: 1} [1, 2]', frame: null, chunk: null });
  const lines = linesAt(chunkConsoleKey(TENANT, planHash, 1));
  expect(lines.filter(({ frame }) => frame !== null).map(({ text, frame, chunk }) => [text, frame, chunk])).toEqual(
    expect.arrayContaining([
      ['at 0.2', 2, 1],
      ['at 0.3', 3, 1],
    ]),
  );
  expect(linesAt(chunkConsoleKey(TENANT, planHash, 0))).toEqual([]);
});

it('is in the failure and in the store, bounded', async () => {
  const site = composition(
    `<p>Hi</p><script>for (let i = 0; i < 1000; i++) console.log('line ' + i); console.error('A'.repeat(1e6)); throw new Error('broken')</script>`,
    short,
  );
  const error = (await node.plan(site).catch((one: unknown) => one)) as EdgereelError;
  expect(error.code).toBe('COMPOSITION_SCRIPT_FAILED');
  const told = error.details['console'] as ConsoleLine[];
  expect(told.at(-1)).toMatchObject({ level: 'error', text: expect.stringContaining('broken') as string });
  expect(told.some(({ text }) => text === 'line 999')).toBe(true);
  const kept = linesAt(renderKey(TENANT, 'r1', 'console.json'));
  expect(kept).toHaveLength(MAX_CONSOLE_LINES);
  expect(JSON.stringify(kept).length).toBeLessThan(100_000);
});
