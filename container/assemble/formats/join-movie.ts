/**
 * MP4 and MOV: our own header before the chunks' data, the sound between them.
 * @module
 */
import { checkChunk } from '../../mp4/check-chunk.ts';
import { joinChunks } from '../../mp4/join-chunks.ts';
import { withMasteringDisplay } from '../../mp4/mastering-display.ts';
import { provenanceOf } from '../../mp4/provenance.ts';
import { readAudio } from '../../mp4/read-audio.ts';
import type { Brand } from '../../mp4/track-boxes.ts';
import { readEach, type Join } from './joiner.ts';

export const joinMovie =
  (brand: Brand): Join =>
  async ({ plan, chunks, audioPath, outputPath, signal }) => {
    const read = await readEach(chunks, ({ path, frames }) => checkChunk(path, plan, frames));
    const tracks = plan.encode.hdr === 'pq' ? read.map(withMasteringDisplay) : read;
    const audio = audioPath === null ? null : { ...(await readAudio(audioPath)), length: plan.audio!.samples };
    await joinChunks(tracks, plan.fps, outputPath, signal, { brand, audio, provenance: provenanceOf(plan) });
  };
