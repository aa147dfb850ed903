/**
 * A chunk's file against its plan, before it is stored: its tables, and that it decodes from end to end.
 * @module
 */
import { FORMAT_FACTS } from '#contracts/formats.ts';
import type { Chunk, RenderPlan } from '#contracts/plan.ts';
import { checkChunk } from '../mp4/check-chunk.ts';
import { checkPictures, readPictures } from '../assemble/formats/chunk-pictures.ts';
import { checkDecodable, checkPicturesDecodable } from '../encode/check-decodable.ts';
import { checkWebm } from '../webm/check-webm.ts';

export async function checkChunkFile(
  path: string,
  plan: RenderPlan,
  { startFrame, endFrame }: Chunk,
  { ffmpegPath, signal }: { ffmpegPath: string; signal: AbortSignal },
): Promise<void> {
  const frames = endFrame - startFrame;
  const { kind, chunk } = FORMAT_FACTS[plan.encode.format];
  if (kind === 'pictures') {
    const files = await checkPictures(path, plan, { startFrame, frames });
    await checkPicturesDecodable(ffmpegPath, readPictures([{ path, files }], signal), signal);
  }
  if (kind !== 'video') return;
  await (chunk === 'webm' ? checkWebm : checkChunk)(path, plan, frames);
  await checkDecodable(ffmpegPath, path, signal);
}
