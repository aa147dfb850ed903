/**
 * HLS: the chunks are the segments already. The playlists are written beside them, so that the stream outlives the chunks.
 * @module
 */
import { readFile, stat, writeFile } from 'node:fs/promises';
import pLimit from 'p-limit';
import { CONTENT_TYPES } from '#contracts/formats.ts';
import { frameTime } from '#contracts/fps.ts';
import { renderKey, streamInitKey } from '#contracts/keys.ts';
import type { AssembleCall } from '#contracts/protocol.ts';
import {
  AAC_CODEC,
  AUDIO_BITS_PER_SECOND,
  audioSegmentName,
  h264CodecOf,
  masterPlaylist,
  mediaPlaylist,
  PLAYLIST_TYPE,
  segmentName,
  STREAM_FILES,
} from '#contracts/stream.ts';
import type { ArtifactStore } from '../../artifacts/artifact-store.ts';
import { isLost } from '../../artifacts/lost-objects.ts';
import { frameTicksOf } from '../../encode/timescale.ts';
import type { TempFolder } from '../../system/temp-folder.ts';
import { requireFacts } from '../../mp4/check-chunk.ts';
import { provenanceOf } from '../../mp4/provenance.ts';
import { chunksMissing } from './missing-chunks.ts';
import { readSegment } from '../../mp4/read-segment.ts';
import { writeStreamAudio } from '../../mp4/stream-audio.ts';
import { readEach, type Join, type JoinContext } from './joiner.ts';

const PARALLEL_TRANSFERS = 6;

/** A file of a stream lies where the master playlist looks for it. */
export const streamFile = (folder: TempFolder, name: string): string => folder.file(`stream/${name}`);

/** Downloads the initialization segment of the video and cuts the sound into segments. */
export async function bringStream(
  { plan, audioPath, folder, signal }: Pick<JoinContext, 'plan' | 'audioPath' | 'folder' | 'signal'>,
  store: ArtifactStore,
  { tenantId, planHash }: AssembleCall,
): Promise<void> {
  const init = streamFile(folder, STREAM_FILES.videoInit);
  await store.getFile(streamInitKey(tenantId, planHash), init).catch((error: unknown) => {
    // Rendering any chunk again stores the initialization segment again.
    throw isLost(error) ? chunksMissing([0], error) : error;
  });
  if (audioPath === null) return;
  await Array.fromAsync(writeStreamAudio(plan, audioPath, (name) => streamFile(folder, name), signal));
}

/** Checks the segments and writes the playlists, the master as the output. */
export const joinStream: Join = async ({ plan, chunks, audioPath, folder, outputPath }) => {
  await readEach(chunks, async ({ index, path, frames }) => {
    const { sampleCount, baseTime, startsWithKeyframe } = await readSegment(path);
    requireFacts([
      ['frames', sampleCount, frames],
      ['time', baseTime, (plan.chunks[index]!.startFrame - plan.firstFrame) * frameTicksOf(plan.fps)],
      ['first keyframe', startsWithKeyframe, true],
    ]);
  });
  const durations = chunks.map(({ frames }) => frameTime(frames, plan.fps));
  const writeList = async (name: string, initName: string, nameOf: (index: number) => string) => {
    const segments = durations.map((durationSeconds, index) => ({ uri: nameOf(index), durationSeconds }));
    const options = { isComplete: true, targetSeconds: Math.max(...durations) };
    await writeFile(streamFile(folder, name), mediaPlaylist(initName, segments, options));
  };
  await writeList(STREAM_FILES.video, STREAM_FILES.videoInit, segmentName);
  if (audioPath !== null) await writeList(STREAM_FILES.audio, STREAM_FILES.audioInit, audioSegmentName);

  const sizes = await Promise.all(chunks.map(async ({ path }) => (await stat(path)).size));
  const videoCodec = h264CodecOf(await readFile(streamFile(folder, STREAM_FILES.videoInit)));
  const master = masterPlaylist(
    {
      picture: { width: plan.width, height: plan.height, frameRate: plan.fps.num / plan.fps.den },
      bandwidth:
        Math.max(...sizes.map((size, i) => (size * 8) / durations[i]!)) +
        (audioPath === null ? 0 : AUDIO_BITS_PER_SECOND),
      codecs: [...(videoCodec ? [videoCodec] : []), ...(audioPath === null ? [] : [AAC_CODEC])],
    },
    { video: `stream/${STREAM_FILES.video}`, audio: audioPath === null ? null : `stream/${STREAM_FILES.audio}` },
  );
  const { tool, comment } = provenanceOf(plan);
  await writeFile(outputPath, master.replace('#EXTM3U\n', `#EXTM3U\n# ${tool}, ${comment}\n`));
};

/** Stores all files that the master playlist leads to, the playlists last. Returns their total size in bytes. */
export async function storeStream(
  { chunks, audioPath, folder }: Pick<JoinContext, 'chunks' | 'audioPath' | 'folder'>,
  store: ArtifactStore,
  { tenantId, renderId }: AssembleCall,
): Promise<number> {
  let bytes = 0;
  const put = async (name: string, type: string) => {
    const key = renderKey(tenantId, renderId, `stream/${name}`);
    const { sizeBytes } = await store.putFile(key, streamFile(folder, name), type);
    bytes += sizeBytes;
  };
  const limit = pLimit(PARALLEL_TRANSFERS);
  const video = [STREAM_FILES.videoInit, ...chunks.map(({ index }) => segmentName(index))];
  const audio = [STREAM_FILES.audioInit, ...chunks.map(({ index }) => audioSegmentName(index))];
  await Promise.all([
    ...video.map((name) => limit(() => put(name, CONTENT_TYPES.m4s))),
    ...(audioPath === null ? [] : audio.map((name) => limit(() => put(name, 'audio/mp4')))),
  ]);
  await put(STREAM_FILES.video, PLAYLIST_TYPE);
  if (audioPath !== null) await put(STREAM_FILES.audio, PLAYLIST_TYPE);
  return bytes;
}
