/**
 * The limit: the same frames through the same encoder, with no browser in the way.
 * @module
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { encoderArguments } from '../../container/encode/encoder-arguments.ts';

const run = promisify(execFile);

/** CPU and wall seconds to encode the rendered chunks' frames again, from JPEGs that are at hand, with standard quality at 30 fps. */
export async function encodeAlone(
  chunks: readonly Buffer[],
  ffmpegPath: string,
  workDir: string,
): Promise<{ wallSeconds: number; cpuSeconds: number }> {
  const jpegs = join(workDir, 'frames.mjpeg');
  const inputs = await Promise.all(
    chunks.map(async (chunk, index) => {
      const path = join(workDir, `limit-${index}.mp4`);
      await writeFile(path, chunk);
      return path;
    }),
  );
  const list = join(workDir, 'limit.txt');
  await writeFile(list, inputs.map((path) => `file '${path}'\n`).join(''));
  await run(ffmpegPath, [
    '-v',
    'error',
    '-y',
    '-f',
    'concat',
    '-safe',
    '0',
    '-i',
    list,
    '-c:v',
    'mjpeg',
    '-q:v',
    '2',
    '-f',
    'image2pipe',
    jpegs,
  ]);

  const encode = {
    format: 'mp4',
    codec: 'h264',
    quality: 'standard',
    crf: null,
    bitrate: null,
    keyframeInterval: 60,
  } as const;
  // JPEGs say their size themselves.
  const shape = { fps: { num: 30, den: 1 }, width: 0, height: 0 };
  const args = encoderArguments(encode, shape, join(workDir, 'limit.mp4')).map((arg) =>
    arg === 'pipe:0' ? jpegs : arg,
  );
  const { stderr } = await run(ffmpegPath, ['-benchmark', ...args.map((arg) => (arg === 'error' ? 'info' : arg))]);
  const seconds = (name: string) => Number(new RegExp(`${name}=([\\d.]+)s`).exec(stderr)?.[1] ?? Number.NaN);
  return { wallSeconds: seconds('rtime'), cpuSeconds: seconds('utime') + seconds('stime') };
}
