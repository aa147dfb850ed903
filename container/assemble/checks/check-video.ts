/**
 * A finished video is read back before it is called done. Its pictures were decoded chunk by chunk, so their packets are only counted and
 * timed; its sound is decoded.
 * @module
 */
import type { Codec } from '#contracts/formats.ts';
import { frameTime } from '#contracts/fps.ts';
import type { RenderPlan } from '#contracts/plan.ts';
import { SAMPLE_RATE } from '#contracts/sound.ts';
import { coloursOf } from '../../encode/colours.ts';
import { frameTicksOf, timescaleOf } from '../../encode/timescale.ts';
import { frameMs } from '../../webm/write-webm.ts';
import { requireFacts, type FactRow } from '../../mp4/check-chunk.ts';
import type { JoinContext } from '../formats/joiner.ts';
import { checkFaststart } from './check-faststart.ts';
import { AAC_FRAME_SAMPLES, checkSound } from './check-sound.ts';
import { readStreams, type OutputPacket } from './read-streams.ts';

/** As FFprobe names them. */
const CODEC_NAMES: Readonly<Record<Codec, { name: string; tag?: string }>> = {
  h264: { name: 'h264', tag: 'avc1' },
  h265: { name: 'hevc', tag: 'hvc1' },
  vp9: { name: 'vp9' },
  prores: { name: 'prores', tag: 'ap4h' },
};
/** FFmpeg cuts what a list says of each segment's length to whole microseconds. */
const SEGMENT_LOSS_SECONDS = 0.000_002;
/** The coarsest clock that tells of the whole file's length. */
const CLOCK_SECONDS = 0.001;

/** Streams, tags, every frame once at its time, a keyframe at every seam, duration, sound. */
export async function checkVideo(context: JoinContext): Promise<void> {
  const { plan, outputPath } = context;
  const { format } = plan.encode;
  if (format === 'mp4' || format === 'mov') await checkFaststart(outputPath);
  const { streams, durationSeconds } = await readStreams(outputPath, context);
  const video = streams.find(({ facts }) => facts['codec_type'] === 'video');
  const { name, tag } = CODEC_NAMES[plan.encode.codec!];
  const facts = video?.facts ?? {};
  const { primaries, transfer, matrix } = coloursOf(plan.encode.hdr);
  requireFacts(
    [
      ['streams', streams.map((stream) => stream.facts['codec_type']).join(), plan.audio ? 'video,audio' : 'video'],
      ['codec', facts['codec_name'], name],
      ...(tag === undefined ? [] : [['codec tag', facts['codec_tag_string'], tag] satisfies FactRow]),
      ['width', facts['width'], String(plan.width)],
      ['height', facts['height'], String(plan.height)],
      ['color_range', facts['color_range'], 'tv'],
      ['color_space', facts['color_space'], matrix],
      ['color_transfer', facts['color_transfer'], transfer],
      ['color_primaries', facts['color_primaries'], primaries],
      ['time base', facts['time_base'], `1/${format === 'webm' ? 1000 : timescaleOf(plan.fps)}`],
    ],
    'output',
  );
  checkFrames(video!.packets, plan);
  const off = durationSeconds - frameTime(plan.frameCount, plan.fps);
  // Coded sound may end a frame of its own behind the pictures.
  const loss = format === 'hls' ? plan.chunks.length * SEGMENT_LOSS_SECONDS : 0;
  const isInTime =
    off > -CLOCK_SECONDS - loss && off < CLOCK_SECONDS + (plan.audio ? AAC_FRAME_SAMPLES / SAMPLE_RATE : 0);
  requireFacts([['duration in time', isInTime || durationSeconds, true]], 'output');
  await checkSound(context, outputPath);
}

/** Every frame once, shown at its own time; what a chunk begins with can be decoded alone. */
export function checkFrames(
  packets: readonly OutputPacket[],
  {
    frameCount,
    firstFrame,
    fps,
    chunks,
    encode,
  }: Pick<RenderPlan, 'frameCount' | 'firstFrame' | 'fps' | 'chunks' | 'encode'>,
): void {
  requireFacts([['frames', packets.length, frameCount]], 'output');
  const tickOf =
    encode.format === 'webm' ? (frame: number) => frameMs(frame, fps) : (frame: number) => frame * frameTicksOf(fps);
  const shown = packets.toSorted((a, b) => a.tick - b.tick);
  shown.forEach(({ tick }, frame) => {
    if (tick !== tickOf(frame)) requireFacts([[`time of frame ${frame}`, tick, tickOf(frame)]], 'output');
  });
  requireFacts(
    chunks.map(({ startFrame }) => {
      const frame = startFrame - firstFrame;
      return [`keyframe at frame ${frame}`, shown[frame]!.isKeyframe, true];
    }),
    'output',
  );
}
