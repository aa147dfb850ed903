/**
 * FFmpeg arguments that turn pictures on standard input into one chunk file of closed GOPs.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import { FORMAT_FACTS } from '#contracts/formats.ts';
import { formatFps, type Fps } from '#contracts/fps.ts';
import type { EncodeSettings, RenderPlan } from '#contracts/plan.ts';
import { coloursOf, type Colours } from './colours.ts';
import { ENCODERS, HDR_PIXEL_FORMAT } from './encoders.ts';
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
  const { args, muxer, ...encoder } = ENCODERS[codec];
  const pixelFormat = hdr ? HDR_PIXEL_FORMAT : encoder.pixelFormat;
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
    ...['-f', muxer, outputPath],
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
