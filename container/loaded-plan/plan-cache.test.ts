import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planKey } from '#contracts/keys.ts';
import { samplePlan } from '../testing/sample-plan.ts';
import { makeTempFolder, type TempFolder } from '../system/temp-folder.ts';
import { startMemoryArtifacts, type MemoryArtifacts } from '../testing/memory-artifacts.ts';
import { openArtifactStore, type ArtifactStore } from '../artifacts/artifact-store.ts';
import { openPlanCache, type PlanCache } from './plan-cache.ts';

let artifacts: MemoryArtifacts;
let workDir: TempFolder;
let store: ArtifactStore;
let cache: PlanCache;

beforeEach(async () => {
  artifacts = await startMemoryArtifacts();
  workDir = await makeTempFolder(tmpdir(), 'plan-cache-test');
  store = openArtifactStore(artifacts.url, new AbortController().signal);
  cache = openPlanCache(workDir.path);
});
afterEach(async () => {
  await artifacts[Symbol.asyncDispose]();
  await workDir[Symbol.asyncDispose]();
});

/** Stores a plan with two paths over one blob. */
function addPlan(name: string): string {
  const bytes = Buffer.from(name);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const files = ['index.html', 'sub/copy.html'].map((path) => ({ path, sha256, sizeBytes: bytes.length }));
  artifacts.objects.set(`blobs/t/${sha256}`, bytes);
  const plan = samplePlan({ files });
  artifacts.objects.set(planKey('t', plan.planHash), Buffer.from(JSON.stringify(plan)));
  return plan.planHash;
}
const foldersOnDisk = () => readdir(workDir.file('plans')).catch((): string[] => []);

describe('the plan cache', () => {
  it('brings a plan’s files to disk, each content once', async () => {
    const planHash = addPlan('a');
    await using loaded = await cache.open(store, 't', planHash);
    expect(loaded.plan.planHash).toBe(planHash);
    expect(await readFile(loaded.files.get('sub/copy.html')!, 'utf8')).toBe('a');
    expect(artifacts.requests.filter((request) => request.startsWith('GET blobs'))).toHaveLength(1);
  });

  it('fetches a plan once for all who use it, at the same time or one after the other', async () => {
    const planHash = addPlan('a');
    const [first, second] = await Promise.all([cache.open(store, 't', planHash), cache.open(store, 't', planHash)]);
    await first[Symbol.asyncDispose]();
    await second[Symbol.asyncDispose]();
    await using third = await cache.open(store, 't', planHash);
    expect(third.files).toBe(first.files);
    expect(artifacts.requests).toHaveLength(2);
  });

  it('tells a plan without its files, of one it holds without a request', async () => {
    const planHash = addPlan('a');
    expect((await cache.read(store, 't', planHash)).planHash).toBe(planHash);
    await using loaded = await cache.open(store, 't', planHash);
    expect(await cache.read(store, 't', planHash)).toBe(loaded.plan);
    expect(artifacts.requests.map((request) => request.split('/')[0])).toEqual(['GET plans', 'GET plans', 'GET blobs']);
    await expect(cache.read(store, 't', 'b'.repeat(64))).rejects.toMatchObject({ code: 'PLAN_HASH_MISMATCH' });
  });

  it('keeps the four plans used last, and never drops one in use', async () => {
    const hashes = ['a', 'b', 'c', 'd', 'e', 'f'].map(addPlan);
    await using held = await cache.open(store, 't', hashes[0]!);
    for (const hash of hashes.slice(1)) await (await cache.open(store, 't', hash))[Symbol.asyncDispose]();
    expect(await foldersOnDisk()).toHaveLength(4);
    expect(await readFile(held.files.get('index.html')!, 'utf8')).toBe('a');

    artifacts.requests.length = 0;
    await using _ = await cache.open(store, 't', hashes[5]!);
    expect(artifacts.requests).toEqual([]);
    await using _dropped = await cache.open(store, 't', hashes[1]!);
    expect(artifacts.requests).toHaveLength(2);
  });

  it('does not remember a failure and leaves nothing of it on disk', async () => {
    const planHash = addPlan('a');
    artifacts.fault = (_method, key) => (key.startsWith('blobs/') ? 404 : null);
    await expect(cache.open(store, 't', planHash)).rejects.toMatchObject({
      code: 'SITE_FILE_DAMAGED',
      retryable: false,
      details: { file: 'index.html' },
    });
    expect(await foldersOnDisk()).toEqual([]);
    artifacts.fault = () => null;
    await using _ = await cache.open(store, 't', planHash);
  });

  // A begins the download; B shares it; A is cancelled; B's call is alive and must not end with A's.
  it('does not let one call’s cancellation end another’s', async () => {
    const planHash = addPlan('a');
    const abort = new AbortController();
    let isHeld = true;
    const held = new Promise<void>((resolve) => {
      artifacts.fault = (_method, key) => {
        if (!isHeld || !key.startsWith('blobs/')) return null;
        resolve();
        return 'silence';
      };
    });
    const a = cache.open(openArtifactStore(artifacts.url, abort.signal), 't', planHash);
    const b = cache.open(store, 't', planHash);
    await held;
    isHeld = false;
    abort.abort();
    await expect(a).rejects.toMatchObject({ name: 'AbortError' });
    await using loaded = await b;
    expect(loaded.plan.planHash).toBe(planHash);
  });

  it.each([
    ['is missing', null],
    ['is not a plan', '{"planHash":1}'],
    ['is another plan', JSON.stringify(samplePlan())],
    ['only says that it is this one', JSON.stringify(samplePlan({ planHash: 'a'.repeat(64) }))],
    ['is cut off', JSON.stringify(samplePlan()).slice(0, 100)],
  ])('refuses a plan that %s', async (_what, text) => {
    const planHash = 'a'.repeat(64);
    if (text) artifacts.objects.set(planKey('t', planHash), Buffer.from(text));
    await expect(cache.open(store, 't', planHash)).rejects.toMatchObject({
      code: 'PLAN_HASH_MISMATCH',
      details: { planHash },
    });
  });
});
