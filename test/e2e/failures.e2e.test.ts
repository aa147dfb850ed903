/**
 * Bad compositions through the whole system: status, code and message reach the caller, and the next render works. A long source, too.
 * @module
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { statusOf } from '#contracts/errors.ts';
import { createClient } from '../../client/client.ts';
import { uploadSite } from '../../client/sites.ts';
import { encodeClip } from '../../container/testing/numbered-clip.ts';
import { createSha256, listSite } from '../../local/read-site.ts';
import { ensureEngine } from '../../local/setup/ensure-engine.ts';
import { startLocalSystem, type LocalSystem } from '../../local/start-system.ts';
import { buildEngine } from '../../scripts/build.ts';

const NODES = 2;
let dataDir: string;
let system: LocalSystem;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'edgereel-failures-'));
  system = await startLocalSystem({
    built: buildEngine(),
    nodes: NODES,
    dataDir,
    nodeEnv: { EDGEREEL_READY_TIMEOUT_MS: '4000' },
    mirrors: { 'https://fonts.googleapis.com/': await emptyFolder() },
  });
});
afterAll(async () => {
  await system?.stop();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

/** Stands in for a Google Fonts that has no family at all. */
async function emptyFolder(): Promise<string> {
  const folder = join(dataDir, 'no-fonts');
  await mkdir(folder);
  return folder;
}

interface Answer {
  status: number;
  body: { error?: { code: string; message: string; details?: object }; status?: string; output?: { frames: number } };
}

async function render(request: object): Promise<Answer> {
  const response = await fetch(`${system.url}/api/render?wait=60`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  const body = (await response.json()) as Answer['body'];
  // A render that was made is answered as one, however it ended; its error has a status of its own.
  if (body.status === 'failed') expect(response.status).toBe(200);
  return { status: body.status === 'failed' ? statusOf(body.error!.code) : response.status, body };
}

const ROOT = 'data-composition-id="main" data-width="320" data-height="180" data-duration="0.5" data-no-timeline';
const page = (root: string, content: string) =>
  `<!doctype html><html><body><div ${root}>${content}</div></body></html>`;

test.for([
  ['no root', '<!doctype html><html><body>Hello</body></html>', 422, 'COMPOSITION_INVALID', /data-composition-id/],
  [
    'two roots',
    page(ROOT, '') + `<div ${ROOT.replace('main', 'other')}></div>`,
    422,
    'COMPOSITION_INVALID',
    /main, other/,
  ],
  ['no duration', page(ROOT.replace('data-duration="0.5"', ''), ''), 422, 'COMPOSITION_INVALID', /no duration/],
  ['an odd width', page(ROOT.replace('320', '321'), ''), 422, 'COMPOSITION_INVALID', /data-width.*"321"/],
  ['a width of 0', page(ROOT.replace('320', '0'), ''), 422, 'COMPOSITION_INVALID', /data-width.*"0"/],
  ['a width of 8192', page(ROOT.replace('320', '8192'), ''), 422, 'COMPOSITION_INVALID', /7680.*"8192"/],
  [
    'a script that throws',
    page(ROOT, '<script>throw new Error("boom")</script>'),
    422,
    'COMPOSITION_SCRIPT_FAILED',
    /boom/,
  ],
  [
    'a timeline that never registers',
    page(ROOT.replace('data-no-timeline', ''), '<script>window.__timelines = {}</script>'),
    422,
    'COMPOSITION_NOT_READY',
    /timeline "main"/,
  ],
  ['an image that is not there', page(ROOT, '<img src="nowhere.png">'), 404, 'ASSET_NOT_FOUND', /nowhere\.png/],
  [
    'a font that cannot be had',
    page(ROOT, '<p style="font-family: Nonesuch">Text</p>'),
    422,
    'FONT_FETCH_FAILED',
    /Nonesuch/,
  ],
] as const)('%s', async ([, composition, status, code, message]) => {
  const answer = await render({ composition });
  expect(answer.body.error).toMatchObject({ code, message: expect.stringMatching(message) });
  expect(answer.status).toBe(status);
});

test('variables of a wrong type under strict', async () => {
  const declared = `data-composition-variables='[{"id":"count","label":"Count","type":"number","default":1}]'`;
  const answer = await render({
    composition: page(`${ROOT} ${declared}`, 'x'),
    variables: { count: 'two' },
    strictVariables: true,
  });
  expect(answer).toMatchObject({
    status: 422,
    body: { error: { code: 'VARIABLES_INVALID', message: expect.stringContaining('count') } },
  });
});

test('a chunk from amid a long source reads of it what it shows, from R2', async () => {
  const folder = join(dataDir, 'film');
  await mkdir(folder);
  const encode = '-c:v libx264 -preset ultrafast -qp 12 -g 30 -pix_fmt yuv420p'.split(' ');
  const noise = (_frame: number, width: number, height: number) => randomBytes(width * height * 4);
  const { ffmpegPath } = await ensureEngine();
  const film = await encodeClip(ffmpegPath, { frames: 150, width: 320, height: 180, encode }, noise);
  await writeFile(join(folder, 'film.mp4'), film);
  const video = '<video class="clip" src="film.mp4" muted data-start="0" data-media-start="2"></video>';
  await writeFile(join(folder, 'index.html'), page(ROOT, video));
  const siteId = await uploadSite(createClient({ baseUrl: system.url }), await listSite(folder), createSha256);
  expect(await render({ composition: siteId, fps: '6' })).toMatchObject({ status: 200, body: { status: 'completed' } });

  // What a node has read of its sources lies in blocks on its disk, each read once; whole ones go with their plan.
  const blocks = (await filesOfNodes()).filter((path) => path.includes('/sources/'));
  const sizes = await Promise.all(blocks.map(async (path) => (await stat(path)).size));
  const bytesRead = sizes.reduce((sum, size) => sum + size, 0);
  expect(bytesRead).toBeGreaterThan(0);
  expect(bytesRead).toBeLessThan(film.length * 0.6);
  expect(
    (await filesOfNodes()).filter((path) => path.endsWith(`/${createHash('sha256').update(film).digest('hex')}`)),
  ).toEqual([]);
});

/** Paths of all files in the nodes' folders. */
async function filesOfNodes(): Promise<string[]> {
  const entries = await readdir(join(dataDir, 'work'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

test('leave nothing behind, and the next render works', async () => {
  expect(await render({ composition: page(ROOT, 'Hello') })).toMatchObject({
    status: 200,
    body: { status: 'completed', output: { frames: 15 } },
  });
  const leftovers = await Promise.all(
    Array.from({ length: NODES }, (_, index) => readdir(join(dataDir, 'work', `node-${index}`))),
  );
  expect(leftovers.flat().filter((name) => /^(plan|chunk|assemble)-/.test(name))).toEqual([]);
});
