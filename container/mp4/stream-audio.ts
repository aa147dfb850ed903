/**
 * The sound of a stream: the M4A's frames in segments that end where the chunks do.
 * @module
 */
import { writeFile } from 'node:fs/promises';
import { frameTime } from '#contracts/fps.ts';
import type { RenderPlan } from '#contracts/plan.ts';
import { audioSegmentName, STREAM_FILES } from '#contracts/stream.ts';
import { readAudio, type AudioTrack } from './read-audio.ts';
import { initSegment, segmentHeader, writeSegment } from './stream-segment.ts';

/** Writes the initialization segment, then one segment per chunk, each to `pathOf(name)`. Yields each name once its file is complete. */
export async function* writeStreamAudio(
  plan: RenderPlan,
  audioPath: string,
  pathOf: (name: string) => string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const audio = await readAudio(audioPath);
  await writeFile(pathOf(STREAM_FILES.audioInit), initSegment({ ...audio, size: null }));
  yield STREAM_FILES.audioInit;
  for (const part of cutAudio(audio, plan)) {
    const name = audioSegmentName(part.index);
    const header = segmentHeader(part.samples, part.index + 1, part.baseTime);
    await writeSegment(pathOf(name), header, { path: audioPath, offset: part.offset, size: part.size }, signal);
    yield name;
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
