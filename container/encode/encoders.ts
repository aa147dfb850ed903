/**
 * How each codec is encoded: FFmpeg's encoder, its settings by quality, the form of its pixels and the container of a chunk.
 * @module
 */
import type { Codec } from '#contracts/formats.ts';
import type { Content, EncodeSettings, Quality } from '#contracts/plan.ts';
import { coloursOf } from './colours.ts';

interface Encoder {
  /** Of a chunk's file. */
  muxer: string;
  /** Without HDR. */
  pixelFormat: string;
  args: (encode: EncodeSettings) => string[];
}

export const ENCODERS: Record<Codec, Encoder> = {
  h264: {
    muxer: 'mp4',
    pixelFormat: 'yuv420p',
    args: (encode) => [
      ...['-c:v', 'libx264', '-profile:v', 'high'],
      ...presetAndRate(encode, X264_PRESETS[encode.content ?? 'graphics']),
      // Segments of a stream play wherever a player begins, and its first picture must be the first it decodes.
      ...(encode.format === 'hls' ? ['-bf', '0'] : []),
      ...['-g', String(encode.keyframeInterval), '-x264-params', x264Parameters(encode)],
    ],
  },
  h265: {
    muxer: 'mp4',
    pixelFormat: 'yuv420p',
    args: (encode) => [
      ...['-c:v', 'libx265', '-tag:v', 'hvc1', ...presetAndRate(encode, encode.hdr ? HDR_PRESETS : X265_PRESETS)],
      ...['-g', String(encode.keyframeInterval)],
      // `info` would write the options into the stream.
      ...['-x265-params', `open-gop=0:pools=none:frame-threads=1:info=0:log-level=error${hdrParameters(encode)}`],
    ],
  },
  vp9: {
    muxer: 'webm',
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
    muxer: 'mov',
    pixelFormat: 'yuva444p10le',
    args: () => ['-c:v', 'prores_ks', '-profile:v', '4444', '-vendor', 'apl0', '-alpha_bits', '16'],
  },
};

export const HDR_PIXEL_FORMAT = 'yuv420p10le';
/** The display an HDR10 file is made for, in x265's units: P3 with the white of D65, 0.0001 to 1000 nits. */
const MASTERING =
  'master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1):max-cll=1000,400';

/** What the stream says of itself. HLG has no display of its own to speak of. */
function hdrParameters({ hdr }: EncodeSettings): string {
  if (!hdr) return '';
  const { primaries, transfer, matrix } = coloursOf(hdr);
  const colours = `:range=limited:colorprim=${primaries}:transfer=${transfer}:colormatrix=${matrix}`;
  return hdr === 'pq' ? `${colours}:hdr10=1:hdr10-opt=1:${MASTERING}` : colours;
}

type Presets = Record<Quality, { preset: string; crf: number }>;

/** Measured by SSIM per CPU second and byte, as docs/speed.md shows. */
const X264_GRAPHICS: Presets = {
  draft: { preset: 'ultrafast', crf: 24 },
  standard: { preset: 'superfast', crf: 17.8 },
  high: { preset: 'medium', crf: 15 },
};
/** Noise and fine motion want a finer search. */
const X264_FOOTAGE: Presets = { ...X264_GRAPHICS, standard: { preset: 'veryfast', crf: 16 } };
const X264_PRESETS: Record<Content, Presets> = { graphics: X264_GRAPHICS, footage: X264_FOOTAGE };
/**
 * What the fast presets leave out and is worth its time: looking ahead, so that what stays on the screen gets more bits than what passes;
 * halves of blocks; colours as fine as x264 makes them by itself where it works to please the eye; and what makes a stream `high`.
 */
const X264_FAST =
  'mbtree=1:rc-lookahead=20:qcomp=0.5:aq-mode=1:b-adapt=0:cabac=1:partitions=p8x8,b8x8,i8x8,i4x4:8x8dct=1:chroma-qp-offset=-4';

const x264Parameters = ({ quality }: EncodeSettings): string =>
  quality === 'high' ? 'open-gop=0' : `open-gop=0:${X264_FAST}`;

const X265_PRESETS: Presets = {
  draft: { preset: 'ultrafast', crf: 28 },
  standard: { preset: 'medium', crf: 18 },
  high: { preset: 'slow', crf: 15 },
};
/** `ultrafast` shows bands where 10 bits are to show none. */
const HDR_PRESETS: Presets = { ...X265_PRESETS, draft: { preset: 'fast', crf: 28 } };
const VP9_CRF: Record<Quality, number> = { draft: 28, standard: 18, high: 15 };
const VP9_SPEEDS: Record<Quality, string> = { draft: '8', standard: '4', high: '2' };

function presetAndRate({ quality, crf, bitrate }: EncodeSettings, presets: Presets): string[] {
  const chosen = presets[quality];
  const rate = bitrate === null ? ['-crf', String(crf ?? chosen.crf)] : ['-b:v', String(bitrate)];
  return ['-preset', chosen.preset, ...rate];
}
