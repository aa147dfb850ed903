/**
 * WebM: the chunks' blocks with timestamps of their own, the sound between them.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import { checkWebm } from '../../webm/check-webm.ts';
import { readWebm } from '../../webm/read-webm.ts';
import { writeWebm } from '../../webm/write-webm.ts';
import { provenanceOf } from '../../mp4/provenance.ts';
import { readEach, type Join } from './joiner.ts';

export const joinWebm: Join = async ({ plan, chunks, audioPath, outputPath, signal }) => {
  const tracks = await readEach(chunks, ({ path, frames }) => checkWebm(path, plan, frames));
  tracks.forEach((track, index) => {
    if (!track.trackEntry.equals(tracks[0]!.trackEntry)) {
      throw new EdgereelError('CHUNK_MISMATCH', `Chunk ${index} was encoded with other parameters than chunk 0.`, {
        details: { chunkIndex: index },
      });
    }
  });
  const audio = audioPath === null ? null : await readWebm(audioPath);
  await writeWebm({ chunks: tracks, audio, fps: plan.fps, provenance: provenanceOf(plan) }, outputPath, signal);
};
