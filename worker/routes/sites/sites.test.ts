import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { SiteView } from '#contracts/site-description.ts';
import { call, postJson, refusal, renderEnd, startRender } from '../../testing/api.ts';
import { resetFarm } from '../../testing/farm.ts';

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
    expect(await (await call(`/api/sites/${siteId}`)).json()).toMatchObject(describeFiles(files));
    const { sites } = await (await call('/api/sites?limit=100')).json<{ sites: { siteId: string }[] }>();
    expect(sites.map((site) => site.siteId)).toContain(siteId);
    const { id } = await startRender({ composition: siteId });
    expect(await renderEnd(id)).toMatchObject({ status: 'completed', composition: siteId, siteId });
  });

  it('is listed page by page, from a cursor of the page before', async () => {
    const all = new Set(
      await Promise.all([random(), random(), random()].map((text) => upload({ 'index.html': text }))),
    );
    type Page = { sites: { siteId: string }[]; nextCursor: string | null };
    const listed: string[] = [];
    for (let query = '?limit=1', next: string | null = ''; next !== null; query = `?limit=1&cursor=${next}`) {
      const page = await (await call(`/api/sites${query}`)).json<Page>();
      listed.push(...page.sites.map(({ siteId }) => siteId));
      next = page.nextCursor;
    }
    expect(new Set(listed).size).toBe(listed.length);
    expect(new Set(listed).isSupersetOf(all)).toBe(true);
    for (const cursor of ['zzz', '']) {
      const answer = await refusal(await call(`/api/sites?cursor=${cursor}`));
      expect(answer).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
    }
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

describe('a stored site is looked at', () => {
  const html = `<!doctype html>
<html data-composition-variables='[{"id":"name","type":"string","label":"Name","default":"Ada"}]'>
  <head><link rel="stylesheet" href="look.css"></head>
  <body>
    <div data-composition-id="main" data-width="640" data-height="360" data-fps="25" data-duration="2" data-no-timeline>
      <video id="clip" class="clip" src="clip.mp4" data-start="0.5" data-duration="1" muted></video>
      <script>const x = Math.random();</script>
    </div>
  </body>
</html>`;
  const css = `p { font-family: Lato; font-weight: 700 } /* ${random()} */`;
  const files = { 'index.html': html, 'look.css': css, 'clip.mp4': '\0\0\0 ftyp' };

  it('when it is committed, and whenever it is read', async () => {
    const siteId = await upload(files);
    const read = async (): Promise<SiteView> => SiteView.parse(await (await call(`/api/sites/${siteId}`)).json());
    const view = await read();
    expect(view).toMatchObject({
      siteId,
      compositions: [
        { id: 'main', file: 'index.html', role: 'entry', width: 640, height: 360, fps: '25', durationSeconds: 2 },
      ],
      fonts: [{ family: 'Lato', weights: ['700'], source: 'bundled' }],
      media: [{ kind: 'video', src: 'clip.mp4', path: 'clip.mp4', isRemote: false, elementId: 'clip' }],
      skippedFiles: [],
      lint: { errorCount: 1, findings: [{ code: 'non_deterministic_code', file: 'index.html', line: 7 }] },
    });
    expect(view.compositions[0]!.variables).toEqual([
      { id: 'name', type: 'string', label: 'Name', default: 'Ada', file: 'index.html' },
    ]);
    expect(await read()).toEqual(view);
    const again = await postJson(`/api/sites/${siteId}/commit`, { files: describeFiles(files).files });
    expect(SiteView.parse(await again.json())).toEqual(view);
  });

  it('as far as it is text of a bearable size', async () => {
    const siteId = await upload({
      'index.html': html,
      'large.html': `<p>${random()}</p>`.padEnd(600_000),
      'picture.html': `\0PNG${random()}`,
    });
    const view = SiteView.parse(await (await call(`/api/sites/${siteId}`)).json());
    expect(view.skippedFiles).toEqual(['large.html', 'picture.html']);
    expect(view.compositions).toHaveLength(1);
    expect(view.lint.filesScanned).toBe(1);
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
