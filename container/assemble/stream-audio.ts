/**
 * The sound of a stream: the M4A's frames in segments that end where the chunks do.
 * @module
 */
import { writeFile } from 'node:fs/promises';
import { frameTime } from '#contracts/fps.ts';
import { streamAudioKey } from '#contracts/keys.ts';
import type { RenderPlan } from '#contracts/plan.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import type { TempFolder } from '../temp-folder.ts';
import { readAudio, type AudioTrack } from './read-audio.ts';
import { initSegment, segmentHeader, writeSegment } from './stream-segment.ts';

/** Stores the sound beside the plan, before the first chunk is made, so that a stream can be heard as soon as it is seen. */
export async function storeStreamAudio(
  plan: RenderPlan,
  audioPath: string,
  {
    store,
    tenantId,
    folder,
    signal,
  }: { store: ArtifactStore; tenantId: string; folder: TempFolder; signal: AbortSignal },
): Promise<void> {
  const audio = await readAudio(audioPath);
  const path = folder.file('stream-audio');
  await writeFile(path, initSegment({ ...audio, size: null }));
  await store.putFile(streamAudioKey(tenantId, plan.planHash, 'init'), path, 'audio/mp4');
  for (const part of cutAudio(audio, plan)) {
    const header = segmentHeader(part.samples, part.index + 1, part.baseTime);
    await writeSegment(path, header, { path: audioPath, offset: part.offset, size: part.size }, signal);
    await store.putFile(streamAudioKey(tenantId, plan.planHash, part.index), path, 'audio/mp4');
  }
}

/** A part per chunk: the frames whose sound begins before the chunk ends. The last takes what is left. */
export function cutAudio(
  { frames, timescale, delay, dataOffset }: Pick<AudioTrack, 'frames' | 'timescale' | 'delay' | 'dataOffset'>,
  { chunks, fps, firstFrame }: Pick<RenderPlan, 'chunks' | 'fps' | 'firstFrame'>,
) {
  let at = 0;
  let time = 0;
  let offset = dataOffset;
  return chunks.map(({ index, endFrame }) => {
    const end = index === chunks.length - 1 ? Infinity : frameTime(endFrame - firstFrame, fps) * timescale;
    const part = {
      index,
      baseTime: time,
      offset,
      size: 0,
      samples: [] as (AudioTrack['frames'][number] & { isKeyframe: true })[],
    };
    for (; at < frames.length && time - delay < end; at++) {
      const frame = frames[at]!;
      part.samples.push({ ...frame, isKeyframe: true });
      part.size += frame.sizeBytes;
      time += frame.duration;
    }
    offset += part.size;
    return part;
  });
}
