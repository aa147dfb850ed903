import { createHash } from 'node:crypto';
import { open, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTempFolder, type TempFolder } from '../system/temp-folder.ts';
import { startMemoryArtifacts, type MemoryArtifacts } from '../testing/memory-artifacts.ts';
import { openArtifactStore, type ArtifactStore } from './artifact-store.ts';

let artifacts: MemoryArtifacts;
let folder: TempFolder;
let abort: AbortController;
let store: ArtifactStore;

beforeEach(async () => {
  artifacts = await startMemoryArtifacts();
  folder = await makeTempFolder(tmpdir(), 'artifact-store-test');
  abort = new AbortController();
  store = openArtifactStore(artifacts.url, abort.signal, { firstRetryMs: 1 });
});
afterEach(async () => {
  await artifacts[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
/** A fault for the first `times` requests of a method. */
function failing(method: string, times: number, fault: ReturnType<MemoryArtifacts['fault']>): MemoryArtifacts['fault'] {
  let left = times;
  return (actual) => (actual === method && left-- > 0 ? fault : null);
}

describe('the artifact store', () => {
  it('gives back what it was given, under any key', async () => {
    await store.putJson('plans/t/a b%?#/plan.json', { x: 'ü' });
    expect(await store.getJson('plans/t/a b%?#/plan.json')).toEqual({ x: 'ü' });

    await writeFile(folder.file('in'), 'bytes');
    const stored = await store.putFile('chunks/t/0', folder.file('in'), 'video/mp4');
    expect(stored).toEqual({ sizeBytes: 5, sha256: sha256(Buffer.from('bytes')) });
    expect(await store.head('chunks/t/0')).toEqual(stored);
    await store.getFile('chunks/t/0', folder.file('out'), stored.sha256);
    expect(await readFile(folder.file('out'), 'utf8')).toBe('bytes');
  });

  it('holds empty files too', async () => {
    await writeFile(folder.file('in'), '');
    const stored = await store.putFile('empty', folder.file('in'), 'text/plain');
    await store.getFile('empty', folder.file('out'), stored.sha256);
    expect(await readFile(folder.file('out'))).toHaveLength(0);
  });

  it('says null, or names the key, for what it lacks', async () => {
    expect(await store.getJson('none')).toBeNull();
    expect(await store.head('none')).toBeNull();
    await expect(store.getFile('none', folder.file('out'))).rejects.toMatchObject({
      code: 'ASSET_NOT_FOUND',
      message: 'The object none is not in the store.',
    });
  });

  it.each([503, 'cut'] as const)('gets over a passing fault (%s)', async (fault) => {
    await writeFile(folder.file('in'), 'bytes');
    artifacts.fault = failing('PUT', 2, fault);
    await store.putFile('k', folder.file('in'), 'text/plain');
    artifacts.fault = failing('GET', 2, fault);
    await store.getFile('k', folder.file('out'));
    expect(await readFile(folder.file('out'), 'utf8')).toBe('bytes');
    artifacts.fault = failing('PUT', 3, fault);
    await store.putJson('j', [1]);
    artifacts.fault = failing('GET', 3, fault);
    expect(await store.getJson('j')).toEqual([1]);
  });

  it('gives up on a lasting fault after four attempts', async () => {
    artifacts.fault = () => 503;
    await expect(store.putJson('k', {})).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true });
    expect(artifacts.requests).toHaveLength(4);
  });

  it('gives up on a store that is not there', async () => {
    const url = artifacts.url;
    await artifacts[Symbol.asyncDispose]();
    await expect(openArtifactStore(url, abort.signal, { firstRetryMs: 1 }).getJson('k')).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
    });
  });

  it('does not repeat what the store refuses', async () => {
    await writeFile(folder.file('in'), 'bytes');
    artifacts.refusal = { code: 'FORBIDDEN', message: 'not yours' };
    await expect(store.putFile('k', folder.file('in'), 'text/plain')).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      details: { answer: expect.stringContaining('not yours') },
    });
    expect(artifacts.requests).toHaveLength(1);
  });

  it('does not accept other bytes than the hash says', async () => {
    artifacts.objects.set('k', Buffer.from('other'));
    await expect(store.getFile('k', folder.file('out'), sha256(Buffer.from('bytes')))).rejects.toMatchObject({
      code: 'OBJECT_DAMAGED',
      details: { key: 'k' },
    });
    const wanted = sha256(Buffer.from('th'));
    expect(await store.getRange('k', 1, 3, wanted)).toEqual(Buffer.from('th'));
    await expect(store.getRange('k', 0, 2, wanted)).rejects.toMatchObject({ code: 'OBJECT_DAMAGED' });
    artifacts.objects.set('j', Buffer.from('{"cut":'));
    await expect(store.getJson('j')).rejects.toMatchObject({ code: 'OBJECT_DAMAGED' });
  });

  it('takes an object that breaks off every time for damaged', async () => {
    artifacts.objects.set('k', Buffer.from('bytes'));
    artifacts.fault = () => 'cut';
    await expect(store.getFile('k', folder.file('out'))).rejects.toMatchObject({ code: 'OBJECT_DAMAGED' });
    expect(artifacts.requests).toHaveLength(4);
  });

  it('takes an object that the store knows and never gives for damaged', async () => {
    artifacts.objects.set('k', Buffer.from('{}'));
    artifacts.fault = (method) => (method === 'GET' ? 503 : null);
    await expect(store.getJson('k')).rejects.toMatchObject({ code: 'OBJECT_DAMAGED' });
    artifacts.fault = () => 503;
    await expect(store.getJson('k')).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });

  it('writes a blob unless it is there, in its length, and always to repair it', async () => {
    await writeFile(folder.file('in'), 'bytes');
    const facts = { contentType: 'text/plain', sha256: sha256(Buffer.from('bytes')), sizeBytes: 5 };
    artifacts.objects.set('k', Buffer.from('other'));
    await store.putBlob('k', folder.file('in'), facts);
    expect(artifacts.objects.get('k')!.toString()).toBe('other');
    await store.putBlob('k', folder.file('in'), facts, { isRepair: true });
    expect(artifacts.objects.get('k')!.toString()).toBe('bytes');
    artifacts.objects.set('k', Buffer.from('cut'));
    await store.putBlob('k', folder.file('in'), facts);
    expect(artifacts.objects.get('k')!.toString()).toBe('bytes');
  });

  it('ends at once when its call is cancelled, in a request or between two', async () => {
    artifacts.fault = () => 'silence';
    const request = store.getJson('k');
    abort.abort();
    await expect(request).rejects.toMatchObject({ name: 'AbortError' });
    await expect(store.putJson('k', {})).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a file above 64 MiB', { timeout: 60_000 }, () => {
  const SIZE = 64 * 1024 * 1024 + 1000;
  beforeEach(async () => {
    await using file = await open(folder.file('large'), 'w');
    await file.truncate(SIZE);
    await file.write('end', SIZE - 3);
  });

  it('goes up in parts and comes back whole', async () => {
    artifacts.fault = failing('PUT', 1, 503);
    const stored = await store.putFile('k', folder.file('large'), 'video/mp4');
    expect(stored.sizeBytes).toBe(SIZE);
    expect(sha256(artifacts.objects.get('k')!)).toBe(stored.sha256);
    expect(artifacts.requests).toEqual(['POST k', 'PUT k', 'PUT k', 'PUT k', 'POST k']);
    expect(artifacts.openUploads.size).toBe(0);
  });

  it('leaves no half upload behind when a part cannot be stored', async () => {
    artifacts.fault = (method) => (method === 'PUT' ? 503 : null);
    await expect(store.putFile('k', folder.file('large'), 'video/mp4')).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
    });
    expect(artifacts.requests.at(-1)).toBe('DELETE k');
    expect(artifacts.openUploads.size).toBe(0);
    expect(artifacts.objects.has('k')).toBe(false);
  });
});
