import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RenderPlan } from '#contracts/plan.ts';
import { hashPlan } from '../loaded-plan/hash-plan.ts';
import { ANIMATED, numberedFrames } from '../testing/compositions.ts';
import { startTestNode, type TestNode } from '../testing/engine-fixture.ts';

const CHUNKS = [0, 1, 2];
const FRAMES = 12;
const CHUNK_SIZE = 4;
let node: TestNode;
let planHash: string;
let expected: string[];

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Renders chunks anew in an order, `slots` at a time; their hashes by index. */
async function renderChunks(on: TestNode, order: readonly number[], slots = 1): Promise<string[]> {
  on.forgetChunks();
  const queue = [...order];
  const worker = async () => {
    for (let index = queue.shift(); index !== undefined; index = queue.shift()) await on.chunk(planHash, index);
  };
  await Promise.all(Array.from({ length: slots }, worker));
  return order.toSorted((a, b) => a - b).map((index) => sha256(on.chunkBytes(planHash, index)));
}

beforeAll(async () => {
  node = await startTestNode();
  ({ planHash } = await node.plan(numberedFrames(FRAMES), { chunkSize: CHUNK_SIZE }));
  expected = await renderChunks(node, CHUNKS);
});
afterAll(() => node[Symbol.asyncDispose]());

describe('the bytes of a chunk are the same', () => {
  it('in reverse order', async () => {
    expect(await renderChunks(node, CHUNKS.toReversed())).toEqual(expected);
  });

  it('with two slots at once', async () => {
    expect(await renderChunks(node, CHUNKS, 2)).toEqual(expected);
  });

  it('in a browser that has shown other pages', async () => {
    await node.render(ANIMATED.css(), { frameRange: { start: 0, end: 3 } });
    expect(await renderChunks(node, CHUNKS)).toEqual(expected);
  });

  it('while the machine is busy', async () => {
    const burners = Array.from({ length: 3 }, () => spawn(process.execPath, ['-e', 'for (;;);']));
    try {
      expect(await renderChunks(node, [2, 0, 1], 2)).toEqual(expected);
    } finally {
      for (const burner of burners) burner.kill('SIGKILL');
    }
  });

  it('on another node, whose plan is the same too', async () => {
    await using other = await startTestNode();
    const plan = await other.plan(numberedFrames(FRAMES), { chunkSize: CHUNK_SIZE });
    expect(plan.planHash).toBe(planHash);
    expect(await renderChunks(other, [2])).toEqual([expected[2]]);
  });
});

describe('a render', () => {
  it('is the same file from its chunks and in one call', async () => {
    await renderChunks(node, CHUNKS.toReversed());
    const assembled = await node.assemble(planHash);
    node.forgetChunks();
    const whole = await node.renderWhole(planHash);
    expect(whole.output.sha256).toBe(assembled.sha256);
    expect(sha256(node.output())).toBe(assembled.sha256);
    expect(whole.chunks.map((chunk) => chunk.sha256)).toEqual(expected);
  });

  it('does not render a stored chunk again', async () => {
    await node.renderWhole(planHash);
    node.artifacts.objects.delete([...node.artifacts.objects.keys()].find((key) => key.endsWith('000001.mp4'))!);
    const whole = await node.renderWhole(planHash);
    expect(whole.chunks.map((chunk) => Object.keys(chunk.stages).length > 0)).toEqual([false, true, false]);
  });

  it('reports frames and whole chunks as they come', async () => {
    node.forgetChunks();
    const seen: [stage: string, framesDone: number, chunksDone: number][] = [];
    await node.renderWhole(planHash, {
      onProgress: ({ stage, framesDone, framesTotal, chunksDone }) => {
        expect(framesTotal).toBe(FRAMES);
        seen.push([stage, framesDone, chunksDone!.length]);
      },
    });
    const frames = seen.filter(([stage]) => stage === 'capture').map(([, framesDone]) => framesDone);
    expect(frames).toEqual(Array.from({ length: FRAMES }, (_, i) => i + 1));
    expect(seen.at(-1)).toEqual(['upload', FRAMES, CHUNKS.length]);
  });

  it('leaves nothing in the work folder', async () => {
    expect(await node.leftovers()).toEqual([]);
  });
});

describe('a plan', () => {
  it('has another hash for whatever can change the bytes', async () => {
    const site = numberedFrames(FRAMES);
    const hashes = await Promise.all([
      node.plan(site, { chunkSize: CHUNK_SIZE, quality: 'draft' }),
      node.plan(site, { chunkSize: CHUNK_SIZE, variables: { a: 1 } }),
      node.plan(site, { chunkSize: 2 * CHUNK_SIZE }),
      node.plan(`${site}<!-- -->`, { chunkSize: CHUNK_SIZE }),
    ]);
    expect(new Set([planHash, ...hashes.map((plan) => plan.planHash)]).size).toBe(5);
  });

  it('of another engine build is refused', async () => {
    const key = [...node.artifacts.objects.keys()].find(
      (name) => name.includes(planHash) && name.endsWith('plan.json'),
    )!;
    const { planHash: _own, ...content } = JSON.parse(node.artifacts.objects.get(key)!.toString()) as RenderPlan;
    const other = { ...content, engine: { ...content.engine, id: 'other' } };
    const foreign = { planHash: hashPlan(other), ...other };
    node.artifacts.objects.set(key.replace(planHash, foreign.planHash), Buffer.from(JSON.stringify(foreign)));
    await expect(node.chunk(foreign.planHash, 0)).rejects.toMatchObject({ code: 'ENGINE_MISMATCH', retryable: true });
    await expect(node.chunk(planHash, CHUNKS.length)).rejects.toMatchObject({ code: 'CHUNK_MISMATCH' });
  });
});
