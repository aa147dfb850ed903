/**
 * FFmpeg arguments that turn pictures on standard input into one chunk file of closed GOPs.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import { FORMAT_FACTS, type Codec } from '#contracts/formats.ts';
import { formatFps, type Fps } from '#contracts/fps.ts';
import type { EncodeSettings, Quality } from '#contracts/plan.ts';
import { timescaleOf } from './timescale.ts';

export function encoderArguments(encode: EncodeSettings, fps: Fps, outputPath: string): string[] {
  const { codec, format } = encode;
  if (codec === null) throw new EdgereelError('INTERNAL', `The format ${format} is not encoded by FFmpeg.`);
  const { pixelFormat, args } = ENCODERS[codec];
  const isJpeg = FORMAT_FACTS[format].picture === 'jpeg';
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-y'],
    // Bit-exact decoding and scaling: the fastest code for one processor may round otherwise than that for another.
    ...['-flags', '+bitexact', '-f', 'image2pipe', '-c:v', isJpeg ? 'mjpeg' : 'png'],
    ...['-framerate', formatFps(fps), '-i', 'pipe:0'],
    ...['-vf', `${isJpeg ? FROM_JPEG : FROM_PNG},format=${pixelFormat},${AS_BT709}`],
    ...['-an', ...args(encode)],
    // The bytes depend on the thread count; parallelism comes from chunks.
    ...['-threads', '1', '-pix_fmt', pixelFormat],
    ...BT709_TAGS,
    ...['-video_track_timescale', String(timescaleOf(fps)), '-fflags', '+bitexact', '-flags:v', '+bitexact'],
    ...['-f', MUXERS[codec], outputPath],
  ];
}

/**
 * Chrome's JPEGs are full-range BT.601; a change of tags alone would shift every colour. This filter changes matrix and range in one step, takes
 * a seventh of the time of an exact `scale`, and gives the same bytes on every processor.
 */
const FROM_JPEG =
  'colorspace=ispace=smpte170m:iprimaries=bt709:itrc=bt709:irange=pc:space=bt709:primaries=bt709:trc=bt709:range=tv:format=yuv420p';
const FROM_PNG =
  'scale=in_range=pc:out_color_matrix=bt709:out_range=tv:flags=bitexact+accurate_rnd+full_chroma_int+bicubic';
/** Some encoders write what the pictures say of themselves, not what they are told. */
const AS_BT709 = 'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709';
const BT709_TAGS = '-color_range tv -colorspace bt709 -color_primaries bt709 -color_trc bt709'.split(' ');

const MUXERS: Record<Codec, string> = { h264: 'mp4', h265: 'mp4', vp9: 'webm', prores: 'mov' };

interface Encoder {
  pixelFormat: string;
  args: (encode: EncodeSettings) => string[];
}

const ENCODERS: Record<Codec, Encoder> = {
  h264: {
    pixelFormat: 'yuv420p',
    args: (encode) => [
      ...['-c:v', 'libx264', '-profile:v', 'high', ...presetAndRate(encode, X264_PRESETS)],
      // Segments of a stream play wherever a player begins, and its first picture must be the first it decodes.
      ...(encode.format === 'hls' ? ['-bf', '0'] : []),
      ...['-g', String(encode.keyframeInterval), '-x264-params', 'open-gop=0'],
    ],
  },
  h265: {
    pixelFormat: 'yuv420p',
    args: (encode) => [
      ...['-c:v', 'libx265', '-tag:v', 'hvc1', ...presetAndRate(encode, X265_PRESETS)],
      ...['-g', String(encode.keyframeInterval)],
      // `info` would write the options into the stream.
      ...['-x265-params', 'open-gop=0:pools=none:frame-threads=1:info=0:log-level=error'],
    ],
  },
  vp9: {
    pixelFormat: 'yuva420p',
    args: (encode) => [
      ...['-c:v', 'libvpx-vp9', '-deadline', 'good', '-cpu-used', VP9_SPEEDS[encode.quality]],
      ...(encode.bitrate === null
        ? ['-crf', String(encode.crf ?? VP9_CRF[encode.quality]), '-b:v', '0']
        : ['-b:v', String(encode.bitrate)]),
      // Frames that are never shown would have no alpha of their own. Keyframes at a fixed distance, for colour and alpha alike.
      ...['-auto-alt-ref', '0', '-row-mt', '0', '-tile-columns', '0'],
      ...['-g', String(encode.keyframeInterval), '-keyint_min', String(encode.keyframeInterval)],
    ],
  },
  prores: {
    pixelFormat: 'yuva444p10le',
    args: () => ['-c:v', 'prores_ks', '-profile:v', '4444', '-vendor', 'apl0', '-alpha_bits', '16'],
  },
};

type Presets = Record<Quality, { preset: string; crf: number }>;

/** `veryfast` gives a smaller file than `medium` at the same SSIM on this content, for two thirds of the CPU time. */
const X264_PRESETS: Presets = {
  draft: { preset: 'superfast', crf: 26 },
  standard: { preset: 'veryfast', crf: 18 },
  high: { preset: 'medium', crf: 15 },
};
const X265_PRESETS: Presets = {
  draft: { preset: 'ultrafast', crf: 28 },
  standard: { preset: 'medium', crf: 18 },
  high: { preset: 'slow', crf: 15 },
};
const VP9_CRF: Record<Quality, number> = { draft: 28, standard: 18, high: 15 };
const VP9_SPEEDS: Record<Quality, string> = { draft: '8', standard: '4', high: '2' };

function presetAndRate({ quality, crf, bitrate }: EncodeSettings, presets: Presets): string[] {
  const chosen = presets[quality];
  const rate = bitrate === null ? ['-crf', String(crf ?? chosen.crf)] : ['-b:v', String(bitrate)];
  return ['-preset', chosen.preset, ...rate];
}
