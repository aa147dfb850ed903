/**
 * FFmpeg arguments that turn JPEGs on standard input into one closed-GOP H.264 chunk.
 * @module
 */
import { formatFps, type Fps } from '#contracts/fps.ts';
import type { EncodeSettings } from '#contracts/plan.ts';

interface Preset {
  preset: string;
  crf: number;
}

/** `veryfast` gives a smaller file than `medium` at the same SSIM on this content, for two thirds of the CPU time. */
const PRESETS: Record<EncodeSettings['quality'], Preset> = {
  draft: { preset: 'superfast', crf: 26 },
  standard: { preset: 'veryfast', crf: 18 },
  high: { preset: 'medium', crf: 15 },
};

export function h264Arguments(encode: EncodeSettings, fps: Fps, outputPath: string): string[] {
  const { preset, crf } = PRESETS[encode.quality];
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-y'],
    // Bit-exact decoding and scaling: the fastest code for one processor may round otherwise than that for another.
    ...['-flags', '+bitexact', '-f', 'image2pipe', '-c:v', 'mjpeg', '-framerate', formatFps(fps), '-i', 'pipe:0'],
    ...['-vf', JPEG_TO_BT709],
    ...['-an', '-c:v', 'libx264', '-profile:v', 'high', '-preset', preset],
    ...(encode.bitrate === null ? ['-crf', String(encode.crf ?? crf)] : ['-b:v', String(encode.bitrate)]),
    ...['-g', String(encode.keyframeInterval), '-x264-params', 'open-gop=0'],
    // The bytes depend on the thread count; parallelism comes from chunks.
    ...['-threads', '1'],
    ...BT709_TAGS,
    ...['-video_track_timescale', String(timescaleOf(fps)), '-fflags', '+bitexact', '-flags:v', '+bitexact'],
    ...['-f', 'mp4', outputPath],
  ];
}

/** Chrome's JPEGs are full-range BT.601; a change of tags alone would shift every colour. */
const JPEG_TO_BT709 =
  'scale=in_color_matrix=bt601:in_range=pc:out_color_matrix=bt709:out_range=tv:flags=bitexact+accurate_rnd+full_chroma_int+bicubic,format=yuv420p';

const BT709_TAGS = '-pix_fmt yuv420p -color_range tv -colorspace bt709 -color_primaries bt709 -color_trc bt709'.split(
  ' ',
);

/** Ticks per second in which every frame lasts a whole number of ticks: the rate's numerator, raised above the usual players' granularity. */
export function timescaleOf({ num }: Fps): number {
  return num < 1000 ? num * 1000 : num;
}

/** Ticks per frame in that timescale. */
export function frameTicksOf({ num, den }: Fps): number {
  return num < 1000 ? den * 1000 : den;
}
