import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { call, postJson, refusal, renderEnd, startRender } from '../testing/api.ts';
import { resetFarm } from '../testing/farm.ts';

beforeEach(() => resetFarm());

type Files = Record<string, string>;
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const random = (): string => crypto.randomUUID();
const putBlob = (text: string, sha256 = hash(text), headers: Record<string, string> = {}) =>
  call(`/api/sites/blobs/${sha256}`, { method: 'PUT', body: text, headers });

function describeFiles(files: Files): { siteId: string; files: { path: string; sha256: string; sizeBytes: number }[] } {
  const sorted = Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    siteId: hash(sorted.map(([path, text]) => `${path}\0${text}`).join('')).slice(0, 16),
    files: Object.entries(files).map(([path, text]) => ({ path, sha256: hash(text), sizeBytes: text.length })),
  };
}

async function findMissing(files: Files): Promise<string[]> {
  return (await (await postJson('/api/sites', { files: describeFiles(files).files })).json<{ missing: string[] }>())
    .missing;
}

async function upload(files: Files): Promise<string> {
  const { siteId, files: entries } = describeFiles(files);
  const missing = new Set(await findMissing(files));
  for (const text of Object.values(files))
    if (missing.delete(hash(text))) expect((await putBlob(text)).status).toBe(200);
  expect((await postJson(`/api/sites/${siteId}/commit`, { files: entries })).status).toBe(201);
  return siteId;
}

describe('a site', () => {
  it('is uploaded, listed, read and rendered', async () => {
    const files = { 'z.css': random(), 'index.html': '<h1>Hi</h1>', 'a/b.js': '' };
    const siteId = await upload(files);
    expect(await (await call(`/api/sites/${siteId}`)).json()).toEqual(describeFiles(files));
    const { sites } = await (await call('/api/sites?limit=100')).json<{ sites: { siteId: string }[] }>();
    expect(sites.map((site) => site.siteId)).toContain(siteId);
    const { id } = await startRender({ composition: siteId });
    expect(await renderEnd(id)).toMatchObject({ status: 'completed', composition: siteId, siteId });
  });

  it('lacks only what no site had before, and each blob once', async () => {
    const [kept, twice, fresh] = [random(), random(), random()];
    await upload({ 'index.html': kept });
    expect(
      (await findMissing({ 'index.html': kept, 'a.txt': twice, 'b.txt': twice, 'c.txt': fresh })).toSorted(),
    ).toEqual([hash(twice), hash(fresh)].toSorted());
  });

  it('cannot be committed under another id, or before its files are there', async () => {
    const text = random();
    const sha256 = hash(text);
    const files = [{ path: 'index.html', sha256, sizeBytes: text.length }];
    const id = '0123456789abcdef';
    expect(await refusal(await postJson(`/api/sites/${id}/commit`, { files }))).toMatchObject({
      status: 409,
      code: 'CONFLICT',
      details: { missing: [sha256] },
    });
    await putBlob(text);
    expect(await refusal(await postJson(`/api/sites/${id}/commit`, { files }))).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
    });
    const wrongSize = [{ ...files[0]!, sizeBytes: 1 }];
    expect(await refusal(await postJson('/api/sites', { files: wrongSize }))).toMatchObject({
      status: 400,
      details: { file: 'index.html' },
    });
    expect(await refusal(await call(`/api/sites/${id}`))).toMatchObject({ status: 404, code: 'SITE_NOT_FOUND' });
  });
});

describe('refuses', () => {
  it('a blob that is not what its address says, or too large', async () => {
    expect(await refusal(await putBlob('bad!', hash('good')))).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
    expect((await putBlob('good')).status).toBe(200);
    expect(
      await refusal(await putBlob('good', hash('good'), { 'content-length': String(200 * 1024 * 1024) })),
    ).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
    expect(await refusal(await putBlob('x', 'short'))).toMatchObject({ status: 400 });
  });

  it.each([
    [{ files: [] }],
    [{ files: [{ path: '../x', sha256: 'a'.repeat(64), sizeBytes: 1 }] }],
    [{ files: [{ path: 'x', sha256: 'A'.repeat(64), sizeBytes: 1 }] }],
    [
      {
        files: [
          { path: 'x', sha256: 'a'.repeat(64), sizeBytes: 1 },
          { path: 'x', sha256: 'b'.repeat(64), sizeBytes: 1 },
        ],
      },
    ],
    [{ paths: [] }],
    ['{'],
  ])('the manifest %j', async (manifest) => {
    expect(await refusal(await postJson('/api/sites', manifest))).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
    });
  });
});
