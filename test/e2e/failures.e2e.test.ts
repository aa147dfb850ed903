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
import { REPO_ROOT } from '../../local/paths.ts';
import { createSha256, listSite } from '../../local/read-site.ts';
import { ensureEngine } from '../../local/setup/ensure-engine.ts';
import { startLocalSystem, type LocalSystem } from '../../local/start-system.ts';
import { buildEngine } from '../../scripts/build.ts';
import { saidTwice } from '../support/said-twice.ts';

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
  expect(saidTwice(answer.body.error!.message)).toBeNull();
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

const NOISE = `<script>
  console.error(new Error('from the page').stack);
  console.log(location.href, document.currentScript.baseURI);
  fetch('nowhere.json').catch((error) => console.error(error.stack));
</script>`;

test.for([
  ['a script that throws', `${NOISE}<script src="broken.js"></script>`, 'COMPOSITION_SCRIPT_FAILED'],
  ['a file that is not there', `${NOISE}<img src="nowhere.png">`, 'ASSET_NOT_FOUND'],
  [
    'a file that FFmpeg cannot read',
    `${NOISE}<video class="clip" src="broken.mp4" muted data-start="0"></video>`,
    'VIDEO_SOURCE_UNRENDERABLE',
  ],
  [
    'a video that breaks off',
    `${NOISE}<video class="clip" src="cut.mp4" muted data-start="0"></video>`,
    'VIDEO_SOURCE_UNRENDERABLE',
  ],
] as const)('%s is told of without a word about this machine', async ([name, content, code]) => {
  const folder = join(dataDir, `site-${name.replaceAll(' ', '-')}`);
  await mkdir(folder);
  const { ffmpegPath } = await ensureEngine();
  const encode = '-c:v libx264 -movflags +faststart -pix_fmt yuv420p'.split(' ');
  const film = await encodeClip(ffmpegPath, { frames: 30, width: 320, height: 180, encode }, (_frame, width, height) =>
    randomBytes(width * height * 4),
  );
  const files = {
    'index.html': page(ROOT, content),
    'broken.js': 'function boom() { throw new Error("boom"); }\nboom();',
    'broken.mp4': randomBytes(5000),
    'cut.mp4': film.subarray(0, film.length / 3),
  };
  for (const [path, bytes] of Object.entries(files)) await writeFile(join(folder, path), bytes);
  const client = createClient({ baseUrl: system.url });
  const composition = await uploadSite(client, await listSite(folder), createSha256);
  const { id } = await client.createRender({ composition });
  const events = await (await fetch(`${system.url}/api/renders/${id}/events`)).text();
  const view = await client.readRender(id);
  expect(view).toMatchObject({ status: 'failed', error: { code } });
  const paths = [`renders/${id}`, `renders/${id}/logs`, `renders/${id}/events`, 'renders', `sites/${composition}`];
  const answers = await Promise.all(paths.map(async (path) => (await fetch(`${system.url}/api/${path}`)).text()));
  // The address of the API itself stands in links.
  const told = [events, ...answers].join('\n').replaceAll(system.url, '');
  expect(told).toContain('from the page');
  expect(told).not.toMatch(
    /file:\/\/|127\.0\.0\.1|localhost|artifacts\.internal|\b(?:plan|chunk|assemble)-\w{6}\b|\/tmp\/|\/proc\/|node_modules/,
  );
  for (const place of [dataDir, REPO_ROOT, ffmpegPath, process.execPath]) expect(told).not.toContain(place);
  expect(saidTwice(view.error!.message)).toBeNull();
});

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
