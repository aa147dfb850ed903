import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { call, postJson, refusal } from '../../testing/api.ts';

/** The store takes no smaller part but the last. */
const PART_BYTES = 5 * 1024 * 1024;
const parts = [new Uint8Array(PART_BYTES).fill(7), new TextEncoder().encode('the end')];
const sha256 = createHash('sha256').update(parts[0]!).update(parts[1]!).digest('hex');

async function start(hash: string): Promise<string> {
  const answer = await call(`/api/sites/blobs/${hash}/uploads`, {
    method: 'POST',
    headers: { 'content-type': 'video/mp4' },
  });
  const { uploadId } = await answer.json<{ uploadId: string }>();
  return `/api/sites/blobs/${hash}/uploads/${encodeURIComponent(uploadId)}`;
}

async function putParts(upload: string): Promise<{ partNumber: number; etag: string }[]> {
  const stored = [];
  for (const [i, body] of parts.entries()) {
    const answer = await call(`${upload}/parts/${i + 1}`, { method: 'PUT', body });
    expect(answer.status).toBe(200);
    stored.push({ partNumber: i + 1, ...(await answer.json<{ etag: string }>()) });
  }
  return stored;
}

const missingOf = async (hash: string, sizeBytes: number): Promise<string[]> => {
  const files = [{ path: 'film.mp4', sha256: hash, sizeBytes }];
  return (await (await postJson('/api/sites', { files })).json<{ missing: string[] }>()).missing;
};

describe('a content in parts', () => {
  const sizeBytes = PART_BYTES + parts[1]!.length;

  it('is stored whole', async () => {
    const upload = await start(sha256);
    const answer = await postJson(upload, { parts: await putParts(upload) });
    expect(await answer.json()).toEqual({ sha256, sizeBytes });
    expect(await missingOf(sha256, sizeBytes)).toEqual([]);
  });

  it('is refused and gone when it has another digest', async () => {
    const other = createHash('sha256').update('other').digest('hex');
    const upload = await start(other);
    const answer = await refusal(await postJson(upload, { parts: await putParts(upload) }));
    expect(answer).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
    expect(await missingOf(other, sizeBytes)).toEqual([other]);
  });

  it('can be given up', async () => {
    const upload = await start(sha256);
    await putParts(upload);
    expect((await call(upload, { method: 'DELETE' })).status).toBe(204);
    expect((await refusal(await postJson(upload, { parts: [{ partNumber: 1, etag: 'x' }] }))).status).toBe(400);
  });

  it.each([
    ['parts/0', { method: 'PUT', body: 'x' }],
    ['parts/one', { method: 'PUT', body: 'x' }],
    ['', { method: 'POST', body: '{"parts":[]}' }],
    ['', { method: 'POST', body: 'no json' }],
  ])('is not taken at %s with %j', async (path, init) => {
    const upload = await start(sha256);
    expect(await refusal(await call(path ? `${upload}/${path}` : upload, init))).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
    });
  });
});
