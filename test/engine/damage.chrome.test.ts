/**
 * Objects of the store that are changed, cut or gone: what is left of a render heals to the same bytes, and what cannot is named.
 * @module
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audioKey, blobKey, chunkKey, planKey } from '#contracts/keys.ts';
import type { PlanCall } from '#contracts/protocol.ts';
import { composition } from '../../container/testing/compositions.ts';
import {
  RENDER,
  startTestNode,
  TENANT,
  type SiteSource,
  type TestNode,
} from '../../container/testing/engine-fixture.ts';
import { numberedClip } from '../../container/testing/numbered-clip.ts';
import { sine, wav } from '../../container/testing/sounds.ts';

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90" fill="red"/><desc>64 bytes of a picture that can be damaged without a word</desc></svg>';
const REMOTE = 'https://cdn.test/a.svg';
const FRAMES = 12;

let node: TestNode;
let site: Exclude<SiteSource, string>;
let planHash: string;
let digests: string[];
let undisturbed: string;

beforeAll(async () => {
  node = await startTestNode();
  const clip = await numberedClip(node.engine.ffmpegPath, {
    frames: FRAMES,
    encode: '-c:v libx264 -preset ultrafast -pix_fmt yuv420p'.split(' '),
  });
  site = {
    'index.html': composition(
      `<video src="clip.mp4" data-start="0" muted style="width:160px"></video><img src="${REMOTE}"><audio src="tone.wav" data-start="0"></audio>`,
      { durationSeconds: FRAMES / 30 },
    ),
    'clip.mp4': clip,
    'tone.wav': wav(sine(1000, 0.4), { seconds: 1, channels: 1 }),
  };
  node.artifacts.web = async (url) =>
    url === REMOTE ? { body: Buffer.from(SVG), contentType: 'image/svg+xml' } : null;
  ({ planHash } = await plan(node));
  const { chunks, output } = await node.renderWhole(planHash);
  digests = chunks.map(({ sha256 }) => sha256);
  undisturbed = output.sha256;
});
afterAll(() => node?.[Symbol.asyncDispose]());

const plan = (on: TestNode, call: Partial<PlanCall> = {}) => on.plan(site, { chunkSize: 4, ...call });
const hashOf = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

const DAMAGES: [how: string, hurt: (bytes: Buffer) => Buffer | null][] = [
  ['with 64 bytes changed', (bytes) => withBytesChanged(bytes, Math.floor(bytes.length / 2) - 32)],
  ['cut', (bytes) => bytes.subarray(0, -64)],
  ['gone', () => null],
];

function withBytesChanged(bytes: Buffer, from: number): Buffer {
  const changed = Buffer.from(bytes);
  for (let at = from; at < from + 64; at++) changed[at] = changed[at]! ^ 0xff;
  return changed;
}

/** Damages an object. Returns what it was, for tests that put it back. */
function damage(key: string, hurt: (bytes: Buffer) => Buffer | null): Buffer {
  const { objects } = node.artifacts;
  const whole = objects.get(key)!;
  const hurtBytes = hurt(whole);
  if (hurtBytes) objects.set(key, hurtBytes);
  else objects.delete(key);
  return whole;
}

/** A node whose disk holds nothing of an earlier call. */
const freshNode = () => startTestNode({}, node);
const failure = (code: string, details: object) => ({ code, details: expect.objectContaining(details) as object });

describe.each(DAMAGES)('%s', (_how, hurt) => {
  it('chunks are rendered again by a whole render', async () => {
    damage(chunkKey(TENANT, planHash, 0), hurt);
    damage(chunkKey(TENANT, planHash, 2), hurt);
    const { output } = await node.renderWhole(planHash);
    expect(output.sha256).toBe(undisturbed);
  });

  it('chunks are told all together by an assembly, and rendered again where that is asked', async () => {
    damage(chunkKey(TENANT, planHash, 0), hurt);
    damage(chunkKey(TENANT, planHash, 1), hurt);
    const assembly = () => node.assemble(planHash, {}, { chunkDigests: digests });
    await expect(assembly()).rejects.toMatchObject(failure('CHUNK_MISSING', { chunkIndexes: [0, 1] }));
    for (const index of [0, 1]) {
      const chunk = await node.chunk(planHash, index, {}, { isRepair: true });
      expect(chunk.sha256).toBe(digests[index]);
    }
    expect((await assembly()).sha256).toBe(undisturbed);
  });

  it('a plan, its sound and what it froze are made again', async () => {
    const keys = [planKey(TENANT, planHash), audioKey(TENANT, RENDER, 'aac'), blobKey(TENANT, hashOf(SVG))];
    const CODES = ['PLAN_HASH_MISMATCH', 'PLAN_DAMAGED', 'PLAN_DAMAGED'];
    for (const [i, key] of keys.entries()) {
      const whole = damage(key, hurt);
      await using other = await freshNode();
      const call = key === keys[1] ? other.assemble(planHash) : other.chunk(planHash, 0, {}, { isRepair: true });
      await expect(call).rejects.toMatchObject({ code: CODES[i], retryable: true });
      node.artifacts.objects.set(key, whole);
    }
    for (const key of keys) damage(key, hurt);
    await using other = await freshNode();
    expect((await plan(other, { isRepair: true })).planHash).toBe(planHash);
    const chunk = await other.chunk(planHash, 1, {}, { isRepair: true });
    expect(chunk.sha256).toBe(digests[1]);
    expect((await other.assemble(planHash, {}, { chunkDigests: digests })).sha256).toBe(undisturbed);
  });

  it.each(['index.html', 'clip.mp4'])('the site’s own %s is named', async (file) => {
    const key = blobKey(TENANT, hashOf(site[file]!));
    const whole = damage(key, hurt);
    await using other = await freshNode();
    const named = failure('SITE_FILE_DAMAGED', { file, sha256: hashOf(site[file]!) });
    await expect(other.chunk(planHash, 0, {}, { isRepair: true })).rejects.toMatchObject(named);
    // The test's way to plan stores the site anew.
    const addSite = node.artifacts.addSite.bind(node.artifacts);
    const siteId = addSite(TENANT, site);
    damage(key, hurt);
    node.artifacts.addSite = () => siteId;
    try {
      await expect(plan(other)).rejects.toMatchObject(named);
    } finally {
      node.artifacts.addSite = addSite;
      node.artifacts.objects.set(key, whole);
    }
    expect((await other.chunk(planHash, 0, {}, { isRepair: true })).sha256).toBe(digests[0]);
  });
});
