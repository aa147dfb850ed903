import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { isAlive } from './processes.mjs';
import { endLeftParts } from './part-record.ts';
import { startPart, type PartOptions } from './part.ts';

const SAY_READY = `console.log(JSON.stringify({ event: 'stub.listening', pid: process.pid }));`;
const STAY = 'setInterval(() => {}, 1000);';

async function stub(script: string): Promise<PartOptions> {
  const folder = await temporaryFolder();
  const program = join(folder, 'stub.mjs');
  await writeFile(program, script);
  return {
    name: 'The stub',
    program,
    env: {},
    logFile: join(folder, 'stub.log'),
    recordDir: join(folder, 'parts'),
    readyEvent: 'stub.listening',
    readyTimeoutMs: 10_000,
  };
}

test('a part is ready when it says so, and its output is in the log', async () => {
  const options = await stub(`console.log('warming up'); ${SAY_READY} ${STAY}`);
  const part = await startPart(options);
  expect(part.ready.pid).toBe(part.pid);
  await part.stop();
  expect(await readFile(options.logFile, 'utf8')).toContain('warming up');
});

test('a part that ends before it is ready fails with the end of its log', async () => {
  const options = await stub(`console.error('no such bucket'); process.exit(3);`);
  await expect(startPart(options)).rejects.toThrow(/The stub ended before it was ready[\s\S]*no such bucket/);
});

test('a part that stays silent is stopped when its time is up', async () => {
  const options = await stub(STAY);
  await expect(startPart({ ...options, readyTimeoutMs: 300 })).rejects.toThrow('The stub was not ready after 0.3 s');
});

test('an abort while a part starts stops it and is passed on', async () => {
  const stopping = new AbortController();
  const starting = startPart(await stub(STAY), stopping.signal);
  stopping.abort(new Error('Ctrl-C'));
  await expect(starting).rejects.toThrow('Ctrl-C');
});

test('stopping a part that ignores SIGTERM takes its children along', async () => {
  const part = await startPart(
    await stub(`import { spawn } from 'node:child_process';
      process.on('SIGTERM', () => {});
      spawn(process.execPath, ['-e', ${JSON.stringify(STAY)}], { stdio: 'inherit' });
      ${SAY_READY} ${STAY}`),
  );
  // Resolves only when the last holder of the part's output is gone.
  await part.stop();
  expect(isAlive(part.pid)).toBe(false);
});

test('the children of a part that dies die with it', async () => {
  const part = await startPart(
    await stub(`import { spawn } from 'node:child_process';
      spawn(process.execPath, ['-e', ${JSON.stringify(STAY)}], { stdio: 'inherit' });
      ${SAY_READY} ${STAY}`),
  );
  process.kill(part.pid, 'SIGKILL');
  await part.exited;
});

test('a part notices that its launcher was killed outright', async () => {
  const { program, logFile, recordDir } = await stub(
    `${SAY_READY} process.stdin.resume().on('close', () => process.exit(0)); ${STAY}`,
  );
  const launcherFile = join(logFile, '../launcher.mjs');
  const partModule = fileURLToPath(new URL('part.ts', import.meta.url));
  await writeFile(
    launcherFile,
    `import { startPart } from ${JSON.stringify(partModule)};
     const part = await startPart({ name: 'x', program: ${JSON.stringify(program)}, env: {}, logFile: ${JSON.stringify(logFile)}, recordDir: ${JSON.stringify(recordDir)}, readyEvent: 'stub.listening', readyTimeoutMs: 10000 });
     console.log(part.pid); ${STAY}`,
  );
  const launcher = spawn(process.execPath, [launcherFile], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(launcher.stdout, 'data')) as [Buffer];
  launcher.kill('SIGKILL');
  await vi.waitFor(() => expect(isAlive(Number(line.toString()))).toBe(false), { timeout: 5_000 });
});

test('what is left of a system that was killed is ended, and no other process', async () => {
  // Ignores that its launcher is gone.
  const { program, logFile, recordDir } = await stub(`process.on('SIGTERM', () => {}); ${SAY_READY} ${STAY}`);
  const launcherFile = join(logFile, '../launcher.mjs');
  const partModule = fileURLToPath(new URL('part.ts', import.meta.url));
  await writeFile(
    launcherFile,
    `import { startPart } from ${JSON.stringify(partModule)};
     const part = await startPart({ name: 'x', program: ${JSON.stringify(program)}, env: {}, logFile: ${JSON.stringify(logFile)}, recordDir: ${JSON.stringify(recordDir)}, readyEvent: 'stub.listening', readyTimeoutMs: 10000 });
     console.log(part.pid); ${STAY}`,
  );
  const launcher = spawn(process.execPath, [launcherFile], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(launcher.stdout, 'data')) as [Buffer];
  const left = Number(line.toString());
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');
  expect(isAlive(left)).toBe(true);
  const bystander = spawn(process.execPath, ['-e', STAY], { detached: true, stdio: 'ignore' });
  await writeFile(join(recordDir, String(bystander.pid)), 'of another life of this id');

  await endLeftParts(recordDir);
  expect([isAlive(left), isAlive(bystander.pid!)]).toEqual([false, true]);
  expect(existsSync(recordDir)).toBe(false);
  process.kill(-bystander.pid!, 'SIGKILL');
});
