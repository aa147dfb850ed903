import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFakeProgram } from '../../test/support/fake-program.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { engineConfig } from '../testing/engine-fixture.ts';
import { probeEncoders } from './probe-encoders.ts';

const { ffmpegPath } = await engineConfig();

/** An FFmpeg that ends when it is asked for an encoder. */
async function withoutEncoder(encoder: string, path: string): Promise<string> {
  await writeFakeProgram(
    path,
    `if (args.includes('${encoder}')) process.exit(1);
    const { spawnSync } = require('node:child_process');
    process.exit(spawnSync('${ffmpegPath}', process.argv.slice(2), { stdio: 'inherit' }).status);`,
  );
  return path;
}

test('two probes of one FFmpeg are alike, and every encoder has its sample', async () => {
  const folder = await temporaryFolder();
  const [first, second] = [await probeEncoders(ffmpegPath, folder), await probeEncoders(ffmpegPath, folder)];
  expect(first.version).toMatch(/\d/);
  expect(first.samples.map((sample) => sample.length > 1000)).toEqual([true, true, true, true, true]);
  expect(second).toEqual(first);
});

test('an encoder that is missing takes none of the others along', async () => {
  const folder = await temporaryFolder();
  const whole = await probeEncoders(ffmpegPath, folder);
  const poor = await probeEncoders(await withoutEncoder('libvpx-vp9', join(folder, 'ffmpeg')), folder);
  expect(poor).toEqual({ ...whole, samples: whole.samples.with(3, Buffer.from('no vp9')) });
});

test('without H.264 nothing can be rendered', async () => {
  const folder = await temporaryFolder();
  const poor = await withoutEncoder('libx264', join(folder, 'ffmpeg'));
  await expect(probeEncoders(poor, folder)).rejects.toMatchObject({ code: 'ENCODE_FAILED' });
  await expect(probeEncoders(join(folder, 'none'), folder)).rejects.toMatchObject({ code: 'ENCODE_FAILED' });
});
