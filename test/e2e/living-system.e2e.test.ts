/**
 * One system that lives on while its compositions are edited, its node dies, and other commands use it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createClient, type Client } from '../../client/client.ts';
import { REPO_ROOT, STATE_DIR } from '../../local/paths.ts';
import { startLocalSystem, type LocalSystem } from '../../local/start-system.ts';
import { buildEngine } from '../../scripts/build.ts';

let folder: string;
let compositionsDir: string;
let dataDir: string;
let system: LocalSystem;
let client: Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgereel-living-'));
  compositionsDir = join(folder, 'compositions');
  dataDir = join(folder, 'data');
  await mkdir(compositionsDir);
  system = await startLocalSystem({ built: buildEngine(), nodes: 1, dataDir, compositionsDir, isShared: true });
  client = createClient({ baseUrl: system.url });
});
afterAll(async () => {
  await system?.stop();
  await rm(folder, { recursive: true, force: true });
});

const page = (colour: string, seconds = 0.2): string =>
  `<title>${colour}</title><body style="background: ${colour}"><div data-composition-id="a" data-width="64" data-height="36" data-duration="${seconds}" data-no-timeline></div></body>`;

async function save(name: string, colour: string): Promise<void> {
  await mkdir(join(compositionsDir, name), { recursive: true });
  await writeFile(join(compositionsDir, name, 'index.html'), page(colour));
}

const titles = async (): Promise<string[]> =>
  (await client.listCompositions()).compositions.map(({ name, title }) => `${name}: ${title}`);

async function preview(name: string): Promise<string | number> {
  const response = await fetch(`${system.url}/preview/${name}/index.html`);
  return response.ok ? /<title>(.*)<\/title>/.exec(await response.text())![1]! : response.status;
}

/** Digest of what is rendered under a name. */
async function render(name: string): Promise<string> {
  const created = await client.createRender({ composition: name, format: 'png' });
  let last = created;
  for await (last of client.followRender(created.id));
  expect(last.status).toBe('completed');
  return last.output!.sha256;
}

test('what is saved is listed, previewed and rendered at once', async () => {
  expect(await titles()).toEqual([]);
  await save('card', 'red');
  expect([await titles(), await preview('card')]).toEqual([['card: red'], 'red']);
  const red = await render('card');

  const underWay = render('card');
  await save('card', 'tan');
  expect([await titles(), await preview('card')]).toEqual([['card: tan'], 'tan']);
  const tan = await render('card');
  expect(tan).not.toBe(red);
  // The render that began before the save has the state of its beginning, whole.
  expect([red, tan]).toContain(await underWay);

  await save('other', 'red');
  expect(await titles()).toEqual(['card: tan', 'other: red']);
  expect(await render('other')).toBe(red);
  await rename(join(compositionsDir, 'card'), join(folder, 'away'));
  expect([await titles(), await preview('card')]).toEqual([['other: red'], 404]);
  await expect(client.createRender({ composition: 'card' })).rejects.toMatchObject({
    code: 'COMPOSITION_NOT_FOUND',
    message: expect.stringContaining('There are other.') as string,
  });
});

test('/readyz is true while a node could render, and only then', async () => {
  const readiness = async (): Promise<number> => (await fetch(`${system.url}/readyz`)).status;
  expect(await readiness()).toBe(200);
  // As a machine that has no memory left does, so that the node does not come back before anyone looks.
  process.kill(-system.nodes[0]!.pid, 'SIGSTOP');
  try {
    expect(await readiness()).toBe(503);
  } finally {
    process.kill(-system.nodes[0]!.pid, 'SIGKILL');
  }
  await vi.waitFor(async () => expect(await readiness()).toBe(200), { timeout: 60_000, interval: 200 });
});

/** `npm run render`, without npm. */
function startCommand(...words: string[]): { child: ChildProcess; finished: Promise<[number, string, string]> } {
  const bootstrap = join(REPO_ROOT, 'scripts/bootstrap.mjs');
  const child = spawn(process.execPath, [bootstrap, 'cli/render.ts', ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const finished = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[exitCode], stdout, stderr]): [number, string, string] => [exitCode as number, stdout, stderr],
  );
  return { child, finished };
}

async function makeSite(name: string, seconds?: number): Promise<string> {
  const site = join(folder, name);
  await mkdir(site);
  await writeFile(join(site, 'index.html'), page('blue', seconds));
  return site;
}

test('a render command uses the system that runs, and leaves it running', async () => {
  const site = await makeSite('used');
  const { finished } = startCommand(site, '--out', join(folder, 'used.mp4'), '--data', dataDir);
  const [exitCode, , stderr] = await finished;
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining(`Using the system on ${system.url}.`)]);
  expect((await readFile(join(folder, 'used.mp4'))).length).toBeGreaterThan(0);
  expect((await client.listRenders({ limit: 1 })).renders[0]).toMatchObject({ title: 'used', status: 'completed' });
});

test('a render command that is stopped cancels its render there', async () => {
  const site = await makeSite('stopped', 600);
  const { child, finished } = startCommand(site, '--out', join(folder, 'stopped.mp4'), '--data', dataDir);
  const read = async () => (await client.listRenders({ limit: 1 })).renders[0];
  await vi.waitFor(async () => expect(await read()).toMatchObject({ title: 'stopped', status: 'rendering' }), {
    timeout: 60_000,
    interval: 100,
  });
  child.kill('SIGINT');
  expect((await finished)[0]).toBe(130);
  expect(await read()).toMatchObject({ title: 'stopped', status: 'canceled' });
  expect((await fetch(`${system.url}/healthz`)).status).toBe(200);
});

test('a system of other sources is not used', async () => {
  const lock = join(dataDir, 'system.json');
  const known = await readFile(lock, 'utf8');
  await writeFile(lock, known.replace(/"build":"\w+"/, '"build":"other"'));
  const site = await makeSite('refused');
  const { finished } = startCommand(site, '--out', join(folder, 'refused.mp4'), '--data', dataDir);
  const [exitCode, , stderr] = await finished;
  await writeFile(lock, known);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('it was started from other sources');
  expect(stderr).toContain('CONFLICT: Process');
});

test('two render commands at once have a system each', async () => {
  const site = await makeSite('twice');
  const runs = ['one.mp4', 'two.mp4'].map((name) => startCommand(site, '--out', join(folder, name), '--nodes', '1'));
  expect((await Promise.all(runs.map(({ finished }) => finished))).map(([exitCode]) => exitCode)).toEqual([0, 0]);
  expect(await readFile(join(folder, 'one.mp4'))).toEqual(await readFile(join(folder, 'two.mp4')));
  expect(await readdir(join(STATE_DIR, 'aside')).catch(() => [])).toEqual([]);
});
