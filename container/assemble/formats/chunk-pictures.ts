/**
 * The pictures that chunks hold as archives.
 * @module
 */
import type { RenderPlan } from '#contracts/plan.ts';
import { pictureName } from '../../encode/store-pictures.ts';
import { readStored, readZip, type StoredFile } from '../../zip/zip-reader.ts';
import { requireFacts } from '../../mp4/check-chunk.ts';

/** The files of a chunk's archive, which must be the plan's frames from `startFrame` on. */
export async function checkPictures(
  path: string,
  { firstFrame }: Pick<RenderPlan, 'firstFrame'>,
  { startFrame, frames }: { startFrame: number; frames: number },
): Promise<StoredFile[]> {
  const files = await readZip(path);
  const first = startFrame - firstFrame + 1;
  requireFacts([
    ['frames', files.length, frames],
    ['first picture', files[0]?.name, pictureName(first)],
    ['last picture', files.at(-1)?.name, pictureName(first + frames - 1)],
  ]);
  return files;
}

/** All pictures in order, in pieces. */
export async function* readPictures(
  archives: readonly { path: string; files: readonly StoredFile[] }[],
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  for (const { path, files } of archives) {
    for (const file of files) {
      for await (const bytes of readStored(path, file, signal)) yield bytes as Buffer;
    }
  }
}
