/**
 * MP4 and MOV: our own header before the chunks' data, the sound between them.
 * @module
 */
import { open } from 'node:fs/promises';
import { EdgereelError } from '#contracts/errors.ts';
import type { RenderPlan } from '#contracts/plan.ts';
import { findBox, readBoxes, readBoxHeader } from '../box-reader.ts';
import { checkChunk } from '../check-chunk.ts';
import { joinChunks } from '../join-chunks.ts';
import { withMasteringDisplay } from '../mastering-display.ts';
import { provenanceOf } from '../provenance.ts';
import { readAudio } from '../read-audio.ts';
import { readMoov } from '../sample-tables.ts';
import type { Brand } from '../track-boxes.ts';
import { readEach, type Join } from './joiner.ts';

export const joinMovie =
  (brand: Brand): Join =>
  async ({ plan, chunks, audioPath, outputPath, signal }) => {
    const read = await readEach(chunks, ({ path, frames }) => checkChunk(path, plan, frames));
    const tracks = plan.encode.hdr === 'pq' ? read.map(withMasteringDisplay) : read;
    const audio = audioPath === null ? null : { ...(await readAudio(audioPath)), length: plan.audio!.samples };
    await joinChunks(tracks, plan.fps, outputPath, signal, { brand, audio, provenance: provenanceOf(plan) });
    await checkMovie(outputPath, plan);
  };

/** The written file read back: header first, nothing cut off, one track of all frames and one of sound if there is any. */
export async function checkMovie(path: string, plan: RenderPlan): Promise<void> {
  await using file = await open(path);
  const { size } = await file.stat();
  const order: string[] = [];
  const header = Buffer.alloc(16);
  for (let at = 0; at < size;) {
    const { bytesRead } = await file.read(header, 0, 16, at);
    const box = readBoxHeader(header.subarray(0, bytesRead), size - at);
    order.push(box.type);
    at += box.size;
    if (at > size) throw wrongOutput(`end at ${size}`, at);
  }
  if (order.join() !== 'ftyp,moov,mdat') throw wrongOutput('be ftyp,moov,mdat', order.join());
  const traks = readBoxes(await readMoov(file, size)).filter(({ type }) => type === 'trak');
  const tracks = plan.audio ? 2 : 1;
  if (traks.length !== tracks) throw wrongOutput(`hold ${tracks} tracks`, traks.length);
  const frames = findBox(traks[0]!.body, 'mdia/minf/stbl/stsz').body.readUInt32BE(8);
  if (frames !== plan.frameCount) throw wrongOutput(`hold ${plan.frameCount} frames`, frames);
}

export function wrongOutput(expected: string, actual: unknown): EdgereelError {
  return new EdgereelError('CHUNK_MISMATCH', `The output should ${expected}, not ${String(actual)}.`);
}
