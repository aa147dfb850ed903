/**
 * A sequence of pictures: the chunks' archives as one, the sound beside the pictures.
 * @module
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { readStored } from '../../zip/zip-reader.ts';
import { openZip } from '../../zip/zip-writer.ts';
import { provenanceOf } from '../../mp4/provenance.ts';
import { checkPictures } from './chunk-pictures.ts';
import { readEach, type Join } from './joiner.ts';

export const joinPictures: Join = async ({ plan, chunks, audioPath, outputPath, signal }) => {
  const archives = await readEach(chunks, async ({ index, path, frames }) => ({
    path,
    files: await checkPictures(path, plan, { startFrame: plan.chunks[index]!.startFrame, frames }),
  }));
  await using zip = await openZip(outputPath);
  for (const { path, files } of archives) {
    for (const file of files) await zip.add(file, readStored(path, file, signal));
  }
  if (audioPath !== null) {
    const { size: sizeBytes } = await stat(audioPath);
    await zip.add({ name: 'audio.m4a', crc32: await checksum(audioPath), sizeBytes }, createReadStream(audioPath));
  }
  const { tool, comment } = provenanceOf(plan);
  await zip.finish(`${tool}, ${comment}`);
};

async function checksum(path: string): Promise<number> {
  let value = 0;
  for await (const bytes of createReadStream(path)) value = crc32(bytes as Buffer, value);
  return value;
}
