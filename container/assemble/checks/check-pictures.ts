/**
 * Finished formats of single pictures are read back: an animated GIF, an archive, one still.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { pictureName } from '../../encode/store-pictures.ts';
import { frameCentiseconds } from '../../gif/finish-gif.ts';
import { readGif } from '../../gif/read-gif.ts';
import { readStored, readZip } from '../../zip/zip-reader.ts';
import { requireFacts } from '../../mp4/check-chunk.ts';
import type { JoinContext } from '../formats/joiner.ts';
import { checkSound } from './check-sound.ts';
import { decodeFile } from './decode-file.ts';

/** Every frame once, at its time rounded to the GIF's clock; all of it decodes. */
export async function checkGif(context: JoinContext): Promise<void> {
  const { plan, outputPath } = context;
  const { width, height, delays } = readGif(await readFile(outputPath));
  requireFacts(
    [
      ['size', `${width}x${height}`, `${plan.width}x${plan.height}`],
      ['frames', delays.length, plan.frameCount],
    ],
    'output',
  );
  let time = 0;
  delays.forEach((delay, frame) => {
    time += delay;
    requireFacts([[`end of frame ${frame}`, time, frameCentiseconds(frame + 1, plan.fps)]], 'output');
  });
  await checkPicture(context, outputPath, { width, height }, plan.frameCount);
}

/** Every file where the directory says, with its own checksum: the pictures in order, then the sound, which is decoded. */
export async function checkArchive(context: JoinContext): Promise<void> {
  const { plan, outputPath, audioPath, signal } = context;
  const files = await readZip(outputPath);
  requireFacts([['files', files.length, plan.frameCount + (audioPath === null ? 0 : 1)]], 'output');
  for (const [i, file] of files.entries()) {
    requireFacts([[`file ${i}`, file.name, i < plan.frameCount ? pictureName(i + 1) : 'audio.m4a']], 'output');
    let checksum = 0;
    for await (const bytes of readStored(outputPath, file, signal)) checksum = crc32(bytes as Buffer, checksum);
    requireFacts([[`checksum of ${file.name}`, checksum, file.crc32]], 'output');
  }
  if (audioPath !== null) await checkSound(context, audioPath);
}

/** A file of pictures, all of one size. */
export async function checkPicture(
  programs: Pick<JoinContext, 'ffmpegPath' | 'signal'>,
  path: string,
  { width, height }: { width: number; height: number },
  count = 1,
): Promise<void> {
  const { pictures, size } = await decodeFile(path, 'pictures', programs);
  requireFacts(
    [
      ['pictures', pictures, count],
      ['size', size, `${width}x${height}`],
    ],
    'output',
  );
}
