/**
 * How FFmpeg decodes a source, and what it makes of a frame for Chrome. Pure.
 * @module
 */
import { hdrTransferOf, TRANSFER_NAMES, type HdrTransfer } from '#contracts/hdr.ts';
import type { VideoFacts } from '#contracts/media.ts';
import { CONTAINERS } from './containers.ts';

/** Before every source: it may hold anything. */
export const INPUT_ARGUMENTS = ['-format_whitelist', CONTAINERS, '-protocol_whitelist', 'file,http,tcp'];

/** FFmpeg's own decoders of VP8 and VP9 leave the alpha out. */
const DECODERS: Record<string, string> = { vp8: 'libvpx', vp9: 'libvpx-vp9' };

export function decoderArguments({ codec, hasAlpha }: Pick<VideoFacts, 'codec' | 'hasAlpha'>): string[] {
  const decoder = hasAlpha ? DECODERS[codec] : undefined;
  return decoder ? ['-c:v', decoder] : [];
}

/** Filters that make a picture of a frame: upright and square already, in the colours in which Chrome reads JPEG or PNG. */
export function pictureFilters(video: VideoFacts): string[] {
  const size = `w=${video.width}:h=${video.height}`;
  if (hdrTransferOf(video.transfer)) return toneMapped(size, video);
  const matrix = inputMatrix(video);
  const range = video.range ?? 'tv';
  const input = `in_color_matrix=${matrix === 'bt2020ncl' ? 'bt2020' : matrix}:in_range=${range}`;
  if (video.hasAlpha) return [`scale=${size}:${input}:flags=${ACCURATE}`, 'format=rgba'];
  if (matrix === 'bt601')
    return [`scale=${size}:${input}:out_color_matrix=bt601:out_range=pc:flags=${ACCURATE}`, 'format=yuvj420p'];
  // The scaler would go through RGB, which takes longer and blurs.
  const same = 'iprimaries=bt709:primaries=bt709:itrc=bt709:trc=bt709';
  return [
    `scale=${size}`,
    `format=${PLANAR}`,
    `colorspace=ispace=${matrix}:space=smpte170m:irange=${range}:range=pc:${same}:format=yuv420p`,
  ];
}

const ACCURATE = 'bicubic+accurate_rnd+full_chroma_int';
/** What the filter of colour spaces takes. */
const PLANAR = ['', '10', '12']
  .flatMap((bits) => ['420', '422', '444'].map((chroma) => `yuv${chroma}p${bits}`))
  .join('|');

/** Filters that make the signals of an HDR frame in RGB, with the primaries of BT.2020. */
export function signalFilters(video: VideoFacts, transfer: HdrTransfer): string[] {
  const size = `w=${video.width}:h=${video.height}`;
  const { primaries, matrix, range } = video;
  const isAsWanted =
    hdrTransferOf(video.transfer) === transfer &&
    (primaries ?? 'bt2020') === 'bt2020' &&
    (matrix ?? 'bt2020nc') === 'bt2020nc';
  const converted = isAsWanted
    ? []
    : [withColours(video), `zscale=t=${TRANSFER_NAMES[transfer]}:p=bt2020:m=bt2020nc:r=limited`, 'format=yuv444p12le'];
  const input = `in_color_matrix=bt2020:in_range=${isAsWanted ? (range ?? 'tv') : 'tv'}:out_range=pc`;
  return [...converted, `scale=${size}:${input}:flags=bitexact+${ACCURATE}`, 'format=rgb48le'];
}

export function pictureEncoderArguments({ hasAlpha }: Pick<VideoFacts, 'hasAlpha'>): string[] {
  return hasAlpha
    ? ['-c:v', 'png', '-compression_level', '1', '-pred', 'up']
    : ['-c:v', 'mjpeg', '-q:v', '2', '-huffman', 'default'];
}

/** What Chrome takes an unmarked video for. */
function inputMatrix({ matrix, height }: VideoFacts): string {
  if (matrix === 'bt2020nc' || matrix === 'bt2020c') return 'bt2020ncl';
  if (matrix === 'bt709' || matrix === 'fcc' || matrix === 'smpte240m') return matrix;
  // Of pictures in RGB the scaler makes what it is asked for.
  if (matrix === 'smpte170m' || matrix === 'bt470bg' || matrix === 'gbr') return 'bt601';
  return height >= 720 ? 'bt709' : 'bt601';
}

type Colours = Pick<VideoFacts, 'transfer' | 'primaries' | 'matrix' | 'range'>;

/** Says of an HDR frame what its file may leave unsaid. */
const withColours = ({ transfer, primaries, matrix, range }: Colours): string =>
  `setparams=color_primaries=${primaries ?? 'bt2020'}:color_trc=${transfer}:colorspace=${matrix ?? 'bt2020nc'}:range=${range ?? 'tv'}`;

const toneMapped = (size: string, video: VideoFacts): string[] => [
  withColours(video),
  `zscale=${size}:t=linear:npl=${WHITE_NITS}`,
  ...toneMap(video.hasAlpha),
  video.hasAlpha ? 'format=rgba' : 'format=yuvj420p',
];

/** What is called white in HDR (ITU-R BT.2408). */
const WHITE_NITS = 203;
/**
 * From light of BT.2020, 1 being white, to that of BT.709: as it is up to three fifths of white, from there on ever less, so that white
 * becomes 231 of 255 and only the 10,000 nits of PQ become 255. By the brightest channel, so hues stay. What a file says of its own
 * peak is not asked.
 */
const toneMap = (hasAlpha: boolean): string[] => [
  hasAlpha ? 'format=gbrapf32le' : 'format=gbrpf32le',
  'zscale=p=bt709',
  `tonemap=mobius:param=0.6:peak=${10_000 / WHITE_NITS}:desat=0`,
  'zscale=t=iec61966-2-1:m=170m:r=full',
];

/** Filters that make an ordinary picture of a frame of a render: none without HDR. */
export function toneMapOutput(transfer: HdrTransfer | undefined): string[] {
  if (!transfer) return [];
  const colours = { transfer: TRANSFER_NAMES[transfer], primaries: null, matrix: null, range: null };
  return [withColours(colours), `zscale=t=linear:npl=${WHITE_NITS}`, ...toneMap(false), 'format=yuvj420p'];
}
