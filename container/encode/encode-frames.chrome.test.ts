import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { EncodeSettings } from '#contracts/plan.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { engineConfig } from '../testing/engine-fixture.ts';
import { encodeFrames } from './encode-frames.ts';
import type { PictureForm } from './encoder-arguments.ts';

const SIZE = 64;
const run = promisify(execFile);

/** How FFmpeg makes a picture of each form. */
const AS: Record<PictureForm, string> = {
  jpeg: '-c:v mjpeg -q:v 2 -f image2pipe',
  png: '-c:v png -pix_fmt rgba -f image2pipe',
  yuv420p: '-pix_fmt yuv420p -f rawvideo',
  rgb48le: '-pix_fmt rgb48le -f rawvideo',
};

test.each([
  ['jpeg', { format: 'mp4', codec: 'h264' }, { num: 30, den: 1 }],
  ['yuv420p', { format: 'mp4', codec: 'h264' }, { num: 24_000, den: 1001 }],
  ['yuv420p', { format: 'mp4', codec: 'h265' }, { num: 60, den: 1 }],
  ['png', { format: 'mov', codec: 'prores' }, { num: 30_000, den: 1001 }],
  ['png', { format: 'webm', codec: 'vp9' }, { num: 25, den: 1 }],
  ['rgb48le', { format: 'mp4', codec: 'h265', hdr: 'pq' }, { num: 30, den: 1 }],
] as const)('a picture that is given again is a frame like any other: %s, %o', async (form, settings, fps) => {
  const folder = await temporaryFolder();
  const { ffmpegPath, ffprobePath } = await engineConfig();
  const picture = async (second: number, as = AS[form]): Promise<Buffer> => {
    const source = `-v error -f lavfi -i testsrc2=size=${SIZE}x${SIZE} -ss ${second} -frames:v 1 ${as} pipe:1`;
    return (await run(ffmpegPath, source.split(' '), { encoding: 'buffer' })).stdout;
  };
  const [a, b, c] = await Promise.all([picture(0), picture(1, AS[form].replace('rgba', 'rgb24')), picture(2)]);
  const frames = [a, a, a, b, c, c, a, b, b];
  const base = { quality: 'standard', crf: null, bitrate: null, keyframeInterval: 60 } as const;
  const encode = async (pictures: Buffer[], name: string): Promise<string> => {
    const outputPath = join(folder, `${name}.${settings.format}`);
    const encode: EncodeSettings = { ...base, ...settings };
    const target = { ffmpegPath, encode, fps, width: SIZE, height: SIZE, form, outputPath };
    let framesDone = 0;
    await encodeFrames(Readable.from(pictures), target, {
      signal: AbortSignal.timeout(60_000),
      onFrame: (count) => (framesDone = count),
    });
    expect(framesDone).toBe(pictures.length);
    return outputPath;
  };
  const path = await encode(frames, 'again');
  const copies = await encode(
    frames.map((frame) => Buffer.from(frame)),
    'copies',
  );
  expect((await readFile(path)).equals(await readFile(copies))).toBe(true);
  const count = '-v error -select_streams v:0 -count_frames -show_entries stream=nb_read_frames -of csv=p=0'.split(' ');
  expect((await run(ffprobePath, [...count, path])).stdout.trim()).toMatch(/^9\b/);
});
