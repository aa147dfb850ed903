import { chmod, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { makeTempFolder } from '../temp-folder.ts';
import { engineConfig } from '../testing/engine-fixture.ts';
import { probeEncoders } from './probe-encoders.ts';

const { ffmpegPath } = await engineConfig();

/** An FFmpeg that ends when it is asked for an encoder. */
async function withoutEncoder(encoder: string, path: string): Promise<string> {
  await writeFile(path, `#!/bin/sh\ncase "$*" in *${encoder}*) exit 1;; esac\nexec '${ffmpegPath}' "$@"\n`);
  await chmod(path, 0o755);
  return path;
}

test('two probes of one FFmpeg are alike, and every encoder has its sample', async () => {
  await using folder = await makeTempFolder(tmpdir(), 'probe-test');
  const [first, second] = [await probeEncoders(ffmpegPath, folder.path), await probeEncoders(ffmpegPath, folder.path)];
  expect(first.version).toMatch(/\d/);
  expect(first.samples.map((sample) => sample.length > 1000)).toEqual([true, true, true, true, true]);
  expect(second).toEqual(first);
});

test('an encoder that is missing takes none of the others along', async () => {
  await using folder = await makeTempFolder(tmpdir(), 'probe-test');
  const whole = await probeEncoders(ffmpegPath, folder.path);
  const poor = await probeEncoders(await withoutEncoder('libvpx-vp9', folder.file('ffmpeg')), folder.path);
  expect(poor).toEqual({ ...whole, samples: whole.samples.with(3, Buffer.from('no vp9')) });
});

test('without H.264 nothing can be rendered', async () => {
  await using folder = await makeTempFolder(tmpdir(), 'probe-test');
  const poor = await withoutEncoder('libx264', folder.file('ffmpeg'));
  await expect(probeEncoders(poor, folder.path)).rejects.toMatchObject({ code: 'ENCODE_FAILED' });
  await expect(probeEncoders(folder.file('none'), folder.path)).rejects.toMatchObject({ code: 'ENCODE_FAILED' });
});
