/**
 * Made-up compositions, sound and broken: each ends in a video of the planned length or in an error that names its fault,
 * in time, and leaves the node as it was. `EDGEREEL_FUZZ_SEED=n` runs one alone; `EDGEREEL_FUZZ_COUNT` and
 * `EDGEREEL_FUZZ_FIRST` choose how many there are and where they begin.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type EdgereelError, type ErrorCode } from '#contracts/errors.ts';
import { fromSystemError } from '../../container/system/node-errors.ts';
import { composition } from '../../container/testing/compositions.ts';
import { makeDecoder } from '../../container/testing/decode.ts';
import { startTestNode, type TestNode } from '../../container/testing/engine-fixture.ts';
import { encodersOf } from '../../container/testing/process-tree.ts';
import { generateComposition } from './generate-composition.ts';

const FIRST = Number(process.env['EDGEREEL_FUZZ_FIRST'] ?? 1);
const COUNT = Number(process.env['EDGEREEL_FUZZ_COUNT'] ?? 36);
const ONLY = process.env['EDGEREEL_FUZZ_SEED'];
const SEEDS = ONLY === undefined ? Array.from({ length: COUNT }, (_, i) => FIRST + i) : [Number(ONLY)];

/** A page that never gets ready costs this much, and a seek without end a little more. */
const READY_TIMEOUT_MS = 3_000;
/** Several such waits on a busy machine. What takes longer hangs. */
const TIME_LIMIT_MS = 90_000;
/** What the node may take to obey. */
const ABORT_LIMIT_MS = 10_000;
/** The web does not answer here. What else goes wrong with a composition is its author's to mend. */
const UNAVAILABLE: readonly ErrorCode[] = ['ASSET_FETCH_UNAVAILABLE', 'FONT_FETCH_UNAVAILABLE'];

/** A render alone leaves a core idle while its page loads or its frames are encoded. */
vi.setConfig({ maxConcurrency: 2, testTimeout: TIME_LIMIT_MS + ABORT_LIMIT_MS });

let node: TestNode;
let gsap: Buffer;
const outcomes: { seed: number; outcome: string; seconds: number }[] = [];

beforeAll(async () => {
  gsap = await readFile(join(import.meta.dirname, '../../node_modules/gsap/dist/gsap.min.js'));
  node = await startTestNode({ readyTimeoutMs: READY_TIMEOUT_MS });
});

afterAll(async () => {
  await node?.[Symbol.asyncDispose]();
  console.log(summary());
});

test.concurrent.each(SEEDS)('seed %i', async (seed) => {
  const started = performance.now();
  const outcome = await render(seed, AbortSignal.timeout(TIME_LIMIT_MS));
  outcomes.push({ seed, outcome: outcome.what, seconds: (performance.now() - started) / 1000 });
  expect(outcome.fault).toBeNull();
});

test('the node is as it was', async () => {
  expect(await node.leftovers()).toEqual([]);
  expect(await encodersOf(process.pid)).toEqual([]);
  const healthy = await node.render(composition('<p>well</p>', { durationSeconds: 0.2 }));
  expect(await makeDecoder(node.engine.ffmpegPath).frames(healthy, 'gray')).toHaveLength(6);
});

test.skipIf(ONLY !== undefined)('most of them end in a video', () => {
  expect(outcomes.filter(({ outcome }) => outcome === 'video').length).toBeGreaterThan(SEEDS.length / 2);
});

/** How a composition ends, and what is wrong with that. */
async function render(seed: number, signal: AbortSignal): Promise<{ what: string; fault: string | null }> {
  const renderId = `seed-${seed}`;
  try {
    const site = { ...generateComposition(seed), 'gsap.min.js': gsap };
    const { planHash, frameCount } = await node.plan(site, {}, { renderId, signal });
    await node.renderWhole(planHash, { renderId, signal });
    const frames = await makeDecoder(node.engine.ffmpegPath).pictureTypes(node.output(renderId));
    const fault = frames.length === frameCount ? null : `${frames.length} frames instead of ${frameCount}`;
    return { what: 'video', fault };
  } catch (thrown) {
    if (signal.aborted) return { what: 'hang', fault: `not done after ${TIME_LIMIT_MS / 1000} s` };
    const error = fromSystemError(thrown);
    return {
      what: error.code,
      fault: isToldWell(error) ? null : `${error.code}: ${error.message} ${reasonOf(error)}`,
    };
  }
}

function isToldWell({ code, status }: EdgereelError): boolean {
  return (status >= 400 && status < 500) || UNAVAILABLE.includes(code);
}

function reasonOf({ cause }: EdgereelError): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : '';
}

/** How many ended in what way, and the slowest. */
function summary(): string {
  const counts = Object.entries(Object.groupBy(outcomes, ({ outcome }) => outcome))
    .map(([outcome, all]) => [all!.length, outcome] as const)
    .toSorted(([a], [b]) => b - a);
  const slowest = outcomes.toSorted((a, b) => b.seconds - a.seconds).slice(0, 5);
  return [
    ...counts.map(([count, outcome]) => `${String(count).padStart(5)} ${outcome}`),
    ...slowest.map(({ seed, outcome, seconds }) => `seed ${seed}: ${seconds.toFixed(1)} s, ${outcome}`),
  ].join('\n');
}
