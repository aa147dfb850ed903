/**
 * FFmpeg arguments that turn pictures on standard input into one chunk file of closed GOPs.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import { FORMAT_FACTS, type Codec } from '#contracts/formats.ts';
import { formatFps, type Fps } from '#contracts/fps.ts';
import type { Content, EncodeSettings, Quality, RenderPlan } from '#contracts/plan.ts';
import { coloursOf, type Colours } from './colours.ts';
import { isTimed } from './timed-pictures.ts';
import { timescaleOf } from './timescale.ts';

/** What stands in for a picture: a file, its raw pixels in the colours of the output, or those of HDR. */
export type PictureForm = 'jpeg' | 'png' | 'rgb48le' | 'yuv420p';

/** Of the pictures that a plan's pages give. */
export const pictureFormOf = ({ encode, painting }: Pick<RenderPlan, 'encode' | 'painting'>): PictureForm =>
  painting ? 'yuv420p' : drawnForm(encode);

/** Of the pictures that the compositor draws. */
export const drawnForm = ({ format, hdr }: EncodeSettings): PictureForm =>
  hdr ? 'rgb48le' : FORMAT_FACTS[format].picture === 'jpeg' ? 'jpeg' : 'png';

export interface PictureShape {
  /** Size of the pictures, in pixels. */
  width: number;
  height: number;
  fps: Fps;
  form: PictureForm;
}

export function encoderArguments(encode: EncodeSettings, shape: PictureShape, outputPath: string): string[] {
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-y'],
    // Bit-exact decoding and scaling: the fastest code for one processor may round otherwise than that for another.
    ...['-flags', '+bitexact'],
    ...inputArguments(shape),
    ...outputArguments(encode, shape, outputPath),
  ];
}

/** What is made of an input of that form. */
export function outputArguments(
  encode: EncodeSettings,
  { fps, form }: Pick<PictureShape, 'fps' | 'form'>,
  outputPath: string,
): string[] {
  const { codec, format, hdr } = encode;
  if (codec === null) throw new EdgereelError('INTERNAL', `The format ${format} is not encoded by FFmpeg.`);
  const { args } = ENCODERS[codec];
  const pixelFormat = hdr ? HDR_PIXEL_FORMAT : ENCODERS[codec].pixelFormat;
  const colours = coloursOf(hdr);
  // A picture that stays is converted once, and then repeated.
  const repeat = isTimed(form) ? [`fps=${formatFps(fps)}`] : [];
  const filters = [...toPixels(colours, form), `format=${pixelFormat}`, asColours(colours), ...repeat];
  return [
    ...['-vf', filters.join(',')],
    ...['-an', ...args(encode)],
    // The bytes depend on the thread count; parallelism comes from chunks.
    ...['-threads', '1', '-pix_fmt', pixelFormat],
    ...colourTags(colours),
    ...['-video_track_timescale', String(timescaleOf(fps)), '-fflags', '+bitexact', '-flags:v', '+bitexact'],
    ...['-f', MUXERS[codec], outputPath],
  ];
}

function inputArguments({ form, ...shape }: PictureShape): string[] {
  // FFmpeg need not read ahead to know what they are.
  if (isTimed(form)) return ['-f', 'ivf', '-fpsprobesize', '0', '-i', 'pipe:0'];
  if (form === 'rgb48le') return rawInput({ form, ...shape });
  return ['-f', 'image2pipe', '-c:v', 'png', '-framerate', formatFps(shape.fps), '-i', 'pipe:0'];
}

export function rawInput(
  { width, height, fps, form }: PictureShape & { form: 'rgb48le' | 'yuv420p' },
  path = 'pipe:0',
): string[] {
  const size = `${width}x${height}`;
  return ['-f', 'rawvideo', '-pix_fmt', form, '-video_size', size, '-framerate', formatFps(fps), '-i', path];
}

/**
 * Chrome's JPEGs are full-range BT.601; a change of tags alone would shift every colour. This filter changes matrix and range in one step, takes
 * a seventh of the time of an exact `scale`, and gives the same bytes on every processor.
 */
const FROM_JPEG =
  'colorspace=ispace=smpte170m:iprimaries=bt709:itrc=bt709:irange=pc:space=bt709:primaries=bt709:trc=bt709:range=tv:format=yuv420p';

function toPixels({ matrix }: Colours, form: PictureForm): string[] {
  if (form === 'yuv420p') return [];
  if (form === 'jpeg') return [FROM_JPEG];
  // The scaler has names of its own.
  const name = matrix === 'bt2020nc' ? 'bt2020' : matrix;
  return [
    `scale=in_range=pc:out_color_matrix=${name}:out_range=tv:flags=bitexact+accurate_rnd+full_chroma_int+bicubic`,
  ];
}

/** Some encoders write what the pictures say of themselves, not what they are told. */
const asColours = ({ primaries, transfer, matrix }: Colours): string =>
  `setparams=range=tv:color_primaries=${primaries}:color_trc=${transfer}:colorspace=${matrix}`;
const colourTags = ({ primaries, transfer, matrix }: Colours): string[] =>
  `-color_range tv -colorspace ${matrix} -color_primaries ${primaries} -color_trc ${transfer}`.split(' ');

const MUXERS: Record<Codec, string> = { h264: 'mp4', h265: 'mp4', vp9: 'webm', prores: 'mov' };

interface Encoder {
  pixelFormat: string;
  args: (encode: EncodeSettings) => string[];
}

const ENCODERS: Record<Codec, Encoder> = {
  h264: {
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
    pixelFormat: 'yuv420p',
    args: (encode) => [
      ...['-c:v', 'libx265', '-tag:v', 'hvc1', ...presetAndRate(encode, encode.hdr ? HDR_PRESETS : X265_PRESETS)],
      ...['-g', String(encode.keyframeInterval)],
      // `info` would write the options into the stream.
      ...['-x265-params', `open-gop=0:pools=none:frame-threads=1:info=0:log-level=error${hdrParameters(encode)}`],
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

const HDR_PIXEL_FORMAT = 'yuv420p10le';
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
