/**
 * Objects that are not in the store as they were stored. The nodes are fakes that check digests as real ones do.
 * @module
 */
import { env } from 'cloudflare:workers';
import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, it } from 'vitest';
import { EdgereelError } from '#contracts/errors.ts';
import { blobKey, chunkKey, siteKey } from '#contracts/keys.ts';
import { call, refusal, renderEnd, startRender } from '../testing/api.ts';
import { farm, resetFarm } from '../testing/farm.ts';
import { sha256Hex } from '../storage/site-id.ts';
import { readVariables } from '../sites/variables-store.ts';
import { ObjectStore } from '../storage/object-store.ts';

beforeEach(async () => {
  await reset();
  resetFarm();
});

const chunksRendered = (): (number | undefined)[] =>
  farm.calls.flatMap((step) => (step.name === 'chunk' ? [step.body.index] : [])).toSorted((a = 0, b = 0) => a - b);

/** Other bytes under the metadata of what was stored. */
async function damage(key: string, text: string): Promise<void> {
  const stored = (await env.ARTIFACTS.head(key))!;
  await env.ARTIFACTS.put(key, text, { customMetadata: stored.customMetadata ?? {} });
}
const read = async (key: string): Promise<string> => (await env.ARTIFACTS.get(key))!.text();

describe('a chunk that is damaged', () => {
  const DAMAGES: [how: string, (key: string) => Promise<unknown>][] = [
    ['in its bytes', (key) => damage(key, 'chunk !')],
    ['in its length', (key) => damage(key, 'ch')],
    ['by its absence', (key) => env.ARTIFACTS.delete(key)],
  ];

  it.each(DAMAGES)('%s before the assembly is rendered again, and the others are not', async (_how, hurt) => {
    const key = chunkKey('main', farm.planHash, 1);
    farm.before = async (step) => {
      if (step.name === 'assemble' && step.body.attempt === 1) await hurt(key);
    };
    const end = await renderEnd((await startRender()).id);
    expect(end).toMatchObject({ status: 'completed', attempts: [{ task: 'assemble', code: 'CHUNK_MISSING' }] });
    expect(chunksRendered()).toEqual([0, 1, 1, 2]);
    expect(await read(key)).toBe('chunk 1');
  });

  it.each(DAMAGES)('%s heals in an equal render', async (_how, hurt) => {
    await renderEnd((await startRender()).id);
    for (const index of [0, 2]) await hurt(chunkKey('main', farm.planHash, index));
    farm.calls.length = 0;
    expect(await renderEnd((await startRender()).id)).toMatchObject({ status: 'completed' });
    expect(chunksRendered()).toEqual([0, 2]);
    expect(await read(chunkKey('main', farm.planHash, 2))).toBe('chunk 2');
  });

  it('heals when its render is retried', async () => {
    farm.before = (step) => {
      if (step.name === 'assemble') throw new EdgereelError('ENCODE_FAILED');
    };
    const { id } = await startRender();
    expect(await renderEnd(id)).toMatchObject({ status: 'failed' });
    await damage(chunkKey('main', farm.planHash, 0), 'chunk ?');
    farm.before = () => {};
    farm.calls.length = 0;
    expect((await call(`/api/renders/${id}/retry`, { method: 'POST' })).status).toBe(202);
    expect(await renderEnd(id)).toMatchObject({ status: 'completed' });
    expect(chunksRendered()).toEqual([0]);
  });
});

describe('a plan of which a part is lost', () => {
  it.each(['PLAN_HASH_MISMATCH', 'PLAN_DAMAGED'] as const)('(%s) is made again; its chunks stay', async (code) => {
    farm.before = (step) => {
      if (step.name === 'assemble' && farm.calls.filter(({ name }) => name === 'assemble').length === 1)
        throw new EdgereelError(code);
    };
    const { id } = await startRender();
    expect(await renderEnd(id)).toMatchObject({ status: 'completed', attempts: [{ task: 'assemble', code }] });
    expect(chunksRendered()).toEqual([0, 1, 2]);
    expect(farm.calls.filter(({ name }) => name === 'plan').map(({ body }) => body)).toMatchObject([
      expect.not.objectContaining({ isRepair: true }) as object,
      { isRepair: true },
    ]);
  });

  it('that is lost again and again ends typed, and a retry plans anew', async () => {
    farm.before = (step) => {
      if (step.name === 'chunk') throw new EdgereelError('PLAN_DAMAGED');
    };
    const { id } = await startRender({ maxParallelChunks: 1 });
    expect(await renderEnd(id)).toMatchObject({ status: 'failed', error: { code: 'PLAN_DAMAGED', retryable: true } });
    farm.before = () => {};
    farm.calls.length = 0;
    await call(`/api/renders/${id}/retry`, { method: 'POST' });
    expect(await renderEnd(id)).toMatchObject({ status: 'completed' });
    expect(farm.calls[0]).toMatchObject({ name: 'plan', body: { isRepair: true } });
  });
});

describe('a file of a site that is damaged', () => {
  const upload = async (text: string) => {
    const sha256 = await sha256Hex(new TextEncoder().encode(text));
    const files = [{ path: 'index.html', sha256, sizeBytes: text.length }];
    const { missing } = await (
      await call('/api/sites', { method: 'POST', body: JSON.stringify({ files }) })
    ).json<{ missing: string[] }>();
    if (missing.length > 0) await call(`/api/sites/blobs/${sha256}`, { method: 'PUT', body: text });
    const siteId = (await sha256Hex(new TextEncoder().encode(`index.html\0${text}`))).slice(0, 16);
    const commit = () => call(`/api/sites/${siteId}/commit`, { method: 'POST', body: JSON.stringify({ files }) });
    return { siteId, sha256, missing, commit };
  };
  const lost = (sha256: string) =>
    new EdgereelError('SITE_FILE_DAMAGED', 'The file index.html is damaged.', {
      details: { file: 'index.html', sha256 },
    });

  it('fails the render by its name; the same upload heals it, and the retry completes', async () => {
    const { siteId, sha256, commit } = await upload('<p>one</p>');
    expect((await commit()).status).toBe(201);
    await damage(blobKey('main', sha256), '<p>0ne</p>');
    farm.before = async (step) => {
      if (step.name === 'plan' && (await read(blobKey('main', sha256)).catch(() => '')) !== '<p>one</p>')
        throw lost(sha256);
    };
    const { id } = await startRender({ composition: siteId });
    expect(await renderEnd(id)).toMatchObject({
      status: 'failed',
      error: { code: 'SITE_FILE_DAMAGED', retryable: false, details: { file: 'index.html' } },
    });
    const again = await upload('<p>one</p>');
    expect(again.missing).toEqual([sha256]);
    expect((await again.commit()).status).toBe(201);
    await call(`/api/renders/${id}/retry`, { method: 'POST' });
    expect(await renderEnd(id)).toMatchObject({ status: 'completed' });
  });

  it('is found when the site is committed again, and asked for', async () => {
    const { sha256, commit } = await upload('<p>two</p>');
    await damage(blobKey('main', sha256), '<p>tw0</p>');
    expect(await refusal(await commit())).toMatchObject({ status: 409, details: { missing: [sha256] } });
    const again = await upload('<p>two</p>');
    expect(again.missing).toEqual([sha256]);
    expect((await again.commit()).status).toBe(201);
  });

  it('of another length is asked for at once', async () => {
    const { sha256 } = await upload('<p>three</p>');
    await damage(blobKey('main', sha256), '<p>thr');
    expect((await upload('<p>three</p>')).missing).toEqual([sha256]);
    expect(await read(blobKey('main', sha256))).toBe('<p>three</p>');
  });

  it('only on its way is tried again, and stays', async () => {
    const { siteId, sha256, commit } = await upload('<p>four</p>');
    await commit();
    farm.before = (step) => {
      if (step.name === 'plan' && step.body.attempt === 1) throw lost(sha256);
    };
    const { id } = await startRender({ composition: siteId });
    expect(await renderEnd(id)).toMatchObject({ status: 'completed', attempts: [{ code: 'STORAGE_UNAVAILABLE' }] });
    expect(await read(blobKey('main', sha256))).toBe('<p>four</p>');
  });

  it('of a bundled composition is put back', async () => {
    const { siteId } = await startRender();
    const site = JSON.parse(await read(siteKey('main', siteId))) as { files: { sha256: string }[] };
    const { sha256 } = site.files[0]!;
    const whole = await read(blobKey('main', sha256));
    await damage(blobKey('main', sha256), 'x'.repeat(whole.length));
    farm.before = async (step) => {
      if (step.name === 'plan' && (await read(blobKey('main', sha256))) !== whole) throw lost(sha256);
    };
    expect(await renderEnd((await startRender()).id)).toMatchObject({ status: 'completed' });
    expect(await read(blobKey('main', sha256))).toBe(whole);
  });

  it('that lists the others is written again by an upload', async () => {
    const { siteId, commit } = await upload('<p>five</p>');
    await commit();
    await damage(siteKey('main', siteId), '{"siteId":');
    expect(await refusal(await call(`/api/sites/${siteId}`))).toMatchObject({ status: 404, code: 'SITE_NOT_FOUND' });
    expect((await commit()).status).toBe(201);
    expect((await call(`/api/sites/${siteId}`)).status).toBe(200);
  });
});

it('variables that are damaged end the render typed, and the same request heals them', async () => {
  const variables = { text: 'v'.repeat(100_000) };
  await renderEnd((await startRender({ variables })).id);
  const { objects } = await env.ARTIFACTS.list({ prefix: 'blobs/main/' });
  const { key } = objects.find(({ size }) => size > 100_000)!;
  await damage(key, '{"text":"other"}');
  const blobSha256 = key.split('/').at(-1)!;
  const reading = () => readVariables(new ObjectStore(env.ARTIFACTS), 'main', { blobSha256 });
  await expect(reading()).rejects.toMatchObject({ code: 'SITE_FILE_DAMAGED', retryable: false });
  expect(await renderEnd((await startRender({ variables })).id)).toMatchObject({ status: 'completed' });
  expect(await reading()).toEqual(variables);
});
