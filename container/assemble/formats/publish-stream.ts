/**
 * HLS: the chunks are the segments already. They are put beside the playlists, so that the stream outlives the chunks.
 * @module
 */
import { readFile, stat, writeFile } from 'node:fs/promises';
import pLimit from 'p-limit';
import { frameTime } from '#contracts/fps.ts';
import { renderKey, streamAudioKey, streamInitKey } from '#contracts/keys.ts';
import type { AssembleCall } from '#contracts/protocol.ts';
import {
  AAC_CODEC,
  audioSegmentName,
  h264CodecOf,
  masterPlaylist,
  mediaPlaylist,
  PLAYLIST_TYPE,
  segmentName,
  STREAM_FILES,
} from '#contracts/stream.ts';
import type { ArtifactStore } from '../../artifacts/artifact-store.ts';
import { frameTicksOf } from '../../encode/timescale.ts';
import { requireFacts } from '../check-chunk.ts';
import { provenanceOf } from '../provenance.ts';
import { readSegment } from '../read-segment.ts';
import { readEach, type JoinContext } from './joiner.ts';

const PARALLEL_UPLOADS = 6;

/** Stores the stream and writes its master playlist as the output. Returns a file with the first segments, to take pictures from. */
export async function publishStream(context: JoinContext, store: ArtifactStore, call: AssembleCall): Promise<string> {
  const { plan, chunks, audioPath, folder, outputPath } = context;
  await readEach(chunks, async ({ index, path, frames }) => {
    const { sampleCount, baseTime, startsWithKeyframe } = await readSegment(path);
    requireFacts([
      ['frames', sampleCount, frames],
      ['time', baseTime, (plan.chunks[index]!.startFrame - plan.firstFrame) * frameTicksOf(plan.fps)],
      ['first keyframe', startsWithKeyframe, true],
    ]);
  });
  const init = folder.file('init.mp4');
  await store.getFile(streamInitKey(call.tenantId, call.planHash), init);

  const put = (name: string, path: string, type = 'video/mp4') =>
    store.putFile(renderKey(call.tenantId, call.renderId, `stream/${name}`), path, type);
  const limit = pLimit(PARALLEL_UPLOADS);
  await Promise.all([
    put(STREAM_FILES.videoInit, init),
    ...chunks.map(({ index, path }) => limit(() => put(segmentName(index), path))),
  ]);
  if (audioPath !== null) {
    for (const part of ['init' as const, ...chunks.map(({ index }) => index)]) {
      const path = folder.file('audio-part');
      await store.getFile(streamAudioKey(call.tenantId, call.planHash, part), path);
      await put(part === 'init' ? STREAM_FILES.audioInit : audioSegmentName(part), path, 'audio/mp4');
    }
  }

  const durations = chunks.map(({ frames }) => frameTime(frames, plan.fps));
  const list = async (name: string, initName: string, nameOf: (index: number) => string) => {
    const segments = durations.map((durationSeconds, index) => ({ uri: nameOf(index), durationSeconds }));
    const path = folder.file(name);
    const options = { isComplete: true, targetSeconds: Math.max(...durations) };
    await writeFile(path, mediaPlaylist(initName, segments, options));
    await put(name, path, PLAYLIST_TYPE);
  };
  await list(STREAM_FILES.video, STREAM_FILES.videoInit, segmentName);
  if (audioPath !== null) await list(STREAM_FILES.audio, STREAM_FILES.audioInit, audioSegmentName);

  const sizes = await Promise.all(chunks.map(async ({ path }) => (await stat(path)).size));
  const initBytes = await readFile(init);
  const videoCodec = h264CodecOf(initBytes);
  const master = masterPlaylist(
    {
      width: plan.width,
      height: plan.height,
      frameRate: plan.fps.num / plan.fps.den,
      bandwidth:
        Math.max(...sizes.map((size, i) => (size * 8) / durations[i]!)) + (audioPath === null ? 0 : AUDIO_BITS),
      codecs: [...(videoCodec ? [videoCodec] : []), ...(audioPath === null ? [] : [AAC_CODEC])],
    },
    { video: `stream/${STREAM_FILES.video}`, audio: audioPath === null ? null : `stream/${STREAM_FILES.audio}` },
  );
  const { tool, comment } = provenanceOf(plan);
  await writeFile(outputPath, master.replace('#EXTM3U\n', `#EXTM3U\n# ${tool}, ${comment}\n`));

  const whole = folder.file('stream.mp4');
  await writeFile(whole, initBytes);
  for (const { path } of chunks) await writeFile(whole, await readFile(path), { flag: 'a' });
  return whole;
}

const AUDIO_BITS = 192_000;
