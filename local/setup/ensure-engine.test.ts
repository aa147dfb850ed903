import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { writeFakeProgram } from '../../test/support/fake-program.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { ensureEngine, type EngineSetup } from './ensure-engine.ts';

// Each test starts a dozen programs.
vi.setConfig({ testTimeout: 30_000 });

const CHROME = "console.log('Chromium 156.0')";
const FFMPEG = "console.log(' V....D libx264  H.264')";
const FFPROBE = "console.log('ffprobe version 7.0')";
const FFMPEG_WITHOUT_X264 = "console.log(' V....D mpeg4  MPEG-4')";

/** A machine with nothing: no programs, no network, no root. Programs are added to its `bin`. */
async function bareMachine(): Promise<{ bin: string; root: string; setup: EngineSetup }> {
  const root = await temporaryFolder();
  const bin = join(root, 'bin');
  return {
    bin,
    root,
    setup: {
      env: { PATH: bin },
      stateDir: join(root, 'state'),
      root,
      userId: 1000,
      downloadChrome: () => Promise.reject(new Error('getaddrinfo ENOTFOUND')),
    },
  };
}

/** apt-get that installs by moving programs from `bin/packages` to `bin`, and notes how it was called. */
async function addApt(bin: string, offered: Record<string, string>): Promise<void> {
  for (const [name, script] of Object.entries(offered)) await writeFakeProgram(join(bin, 'packages', name), script);
  await writeFakeProgram(
    join(bin, 'apt-get'),
    `fs.appendFileSync('${bin}/apt.log', args + '\\n');
     if (!args.includes(' install ')) process.exit();
     for (const name of process.argv.slice(2)) if (fs.existsSync('${bin}/packages/' + name)) fs.renameSync('${bin}/packages/' + name, '${bin}/' + name);`,
  );
  const isOffered = `${JSON.stringify(Object.keys(offered))}.includes(process.argv[3])`;
  await writeFakeProgram(join(bin, 'apt-cache'), `console.log('  Candidate: ' + (${isOffered} ? '1.0' : '(none)'))`);
}

test('the environment names the engine, before anything on PATH', async () => {
  const { bin, root, setup } = await bareMachine();
  await writeFakeProgram(join(bin, 'chrome-headless-shell'), CHROME);
  await writeFakeProgram(join(bin, 'ffmpeg'), FFMPEG);
  await writeFakeProgram(join(root, 'mine/chrome'), CHROME);
  await writeFakeProgram(join(root, 'mine/ffmpeg'), FFMPEG);
  await writeFakeProgram(join(root, 'mine/ffprobe'), FFPROBE);
  const env = { ...setup.env, EDGEREEL_CHROME: join(root, 'mine/chrome'), EDGEREEL_FFMPEG: join(root, 'mine/ffmpeg') };
  expect(await ensureEngine({ ...setup, env })).toEqual({
    chromePath: env.EDGEREEL_CHROME,
    ffmpegPath: env.EDGEREEL_FFMPEG,
    ffprobePath: join(root, 'mine/ffprobe'),
  });
});

test('a chosen program that does not start is an error, not a reason to take another', async () => {
  const { bin, setup } = await bareMachine();
  await writeFakeProgram(join(bin, 'chrome-headless-shell'), CHROME);
  await expect(ensureEngine({ ...setup, env: { ...setup.env, EDGEREEL_CHROME: '/nowhere/chrome' } })).rejects.toThrow(
    'EDGEREEL_CHROME must name a headless shell that starts; /nowhere/chrome does not.',
  );
});

test('an FFmpeg without libx264 is passed over; an ffprobe may lie elsewhere', async () => {
  const { bin, root, setup } = await bareMachine();
  await writeFakeProgram(join(bin, 'chromium-headless-shell'), CHROME);
  await writeFakeProgram(join(bin, 'ffmpeg'), FFMPEG_WITHOUT_X264);
  await writeFakeProgram(join(root, 'second/ffmpeg'), FFMPEG);
  await writeFakeProgram(join(root, 'third/ffmpeg'), FFMPEG);
  await writeFakeProgram(join(root, 'third/ffprobe'), FFPROBE);
  const env = { PATH: `${bin}:${join(root, 'second')}:${join(root, 'third')}` };
  expect(await ensureEngine({ ...setup, env })).toMatchObject({
    ffmpegPath: join(root, 'second/ffmpeg'),
    ffprobePath: join(root, 'third/ffprobe'),
  });
});

test('root on Debian gets both packages in one call', async () => {
  const { bin, setup } = await bareMachine();
  await addApt(bin, { 'chromium-headless-shell': CHROME, ffmpeg: FFMPEG });
  await writeFakeProgram(join(bin, 'ffprobe'), FFPROBE);
  const engine = await ensureEngine({ ...setup, userId: 0 });
  expect(engine).toEqual({
    chromePath: join(bin, 'chromium-headless-shell'),
    ffmpegPath: join(bin, 'ffmpeg'),
    ffprobePath: join(bin, 'ffprobe'),
  });
  const calls = (await readFile(join(bin, 'apt.log'), 'utf8')).trim().split('\n');
  expect(calls.map((call) => call.replace(/^-qq -o \S+ /, ''))).toEqual([
    'update',
    'install -y --no-install-recommends chromium-headless-shell ffmpeg',
  ]);
});

test('where the sources offer no headless shell, FFmpeg still comes from them and Chrome is downloaded', async () => {
  const { bin, setup } = await bareMachine();
  await addApt(bin, { ffmpeg: FFMPEG });
  await writeFakeProgram(join(bin, 'ffprobe'), FFPROBE);
  const downloadChrome = (stateDir: string) =>
    writeFakeProgram(join(stateDir, 'browsers/156/chrome-headless-shell'), CHROME);
  const engine = await ensureEngine({ ...setup, userId: 0, downloadChrome });
  expect(engine).toEqual({
    chromePath: join(setup.stateDir!, 'browsers/156/chrome-headless-shell'),
    ffmpegPath: join(bin, 'ffmpeg'),
    ffprobePath: join(bin, 'ffprobe'),
  });
});

test('without root, FFmpeg comes from ffmpeg-static', async () => {
  const { bin, root, setup } = await bareMachine();
  await writeFakeProgram(join(bin, 'chrome-headless-shell'), CHROME);
  const target = join(root, 'node_modules/ffmpeg-static/ffmpeg');
  const fake = JSON.stringify(`#!${process.execPath}\n${FFMPEG}\n`);
  await writeFakeProgram(
    join(root, 'node_modules/ffmpeg-static/install.js'),
    `fs.writeFileSync('${target}', ${fake}, { mode: 0o755 })`,
  );
  const probe = join(root, `node_modules/@ffprobe-installer/${process.platform}-${process.arch}/ffprobe`);
  await writeFakeProgram(probe, FFPROBE);
  await chmod(probe, 0o644);
  expect(await ensureEngine(setup)).toMatchObject({ ffmpegPath: target, ffprobePath: probe });
});

test('when nothing helps, the message says what was tried and what to do', async () => {
  const { setup } = await bareMachine();
  const failure = ensureEngine(setup);
  await expect(failure).rejects.toThrow(/needs Chrome's headless shell and an FFmpeg with libx264 and ffprobe/);
  await expect(failure).rejects.toThrow(/Debian packages: this system has no apt-get/);
  await expect(failure).rejects.toThrow(/Downloading chrome-headless-shell: getaddrinfo ENOTFOUND/);
  await expect(failure).rejects.toThrow(
    /sudo apt-get install chromium-headless-shell ffmpeg\), or set EDGEREEL_CHROME and EDGEREEL_FFMPEG/,
  );
});
