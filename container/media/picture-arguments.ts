/**
 * How FFmpeg decodes a source, and what it makes of a frame for Chrome. Pure.
 * @module
 */
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
  if (isHdr(video)) return toneMapped(size, video);
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

export function encoderArguments({ hasAlpha }: Pick<VideoFacts, 'hasAlpha'>): string[] {
  return hasAlpha
    ? ['-c:v', 'png', '-compression_level', '1', '-pred', 'up']
    : ['-c:v', 'mjpeg', '-q:v', '2', '-huffman', 'default'];
}

const isHdr = ({ transfer }: VideoFacts): boolean => transfer === 'smpte2084' || transfer === 'arib-std-b67';

/** What Chrome takes an unmarked video for. */
function inputMatrix({ matrix, height }: VideoFacts): string {
  if (matrix === 'bt2020nc' || matrix === 'bt2020c') return 'bt2020ncl';
  if (matrix === 'bt709' || matrix === 'fcc' || matrix === 'smpte240m') return matrix;
  // Of pictures in RGB the scaler makes what it is asked for.
  if (matrix === 'smpte170m' || matrix === 'bt470bg' || matrix === 'gbr') return 'bt601';
  return height >= 720 ? 'bt709' : 'bt601';
}

function toneMapped(size: string, { transfer, primaries, matrix, range, hasAlpha }: VideoFacts): string[] {
  const input = `tin=${transfer}:pin=${primaries ?? 'bt2020'}:min=${matrix ?? 'bt2020nc'}:rin=${range === 'pc' ? 'full' : 'limited'}`;
  return [
    `zscale=${size}:${input}:t=linear:npl=100`,
    'format=gbrpf32le',
    'zscale=p=bt709',
    'tonemap=hable:desat=0',
    'zscale=t=iec61966-2-1:m=170m:r=full',
    hasAlpha ? 'format=rgba' : 'format=yuvj420p',
  ];
}
