/**
 * Source videos as a camera or a screen recorder gives them, made by FFmpeg: 1080p30 H.264 with AAC.
 * @module
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runQuietly } from '../local/setup/executable.ts';
import { BENCH_CACHE } from './cache.ts';

export interface SourceVideo {
  seconds: number;
  /** FFmpeg's lavfi graph of the picture; 1920×1080 at 30 fps. */
  picture: string;
  toneHz: number;
}

/** Fine detail in steady motion, as a camera gives it; drawn at half the size, which is quicker and softer. */
const ZOOM =
  'mandelbrot=s=960x540:r=30:maxiter=500:start_scale=0.4:end_scale=0.0004:end_pts=360,scale=1920:1080:flags=bicubic';

export const SOURCE_VIDEOS = {
  main: {
    seconds: 12,
    picture: ZOOM,
    toneHz: 220,
  },
  inset: { seconds: 12, picture: 'testsrc2=s=1920x1080:r=30', toneHz: 330 },
} satisfies Record<string, SourceVideo>;

/** The path of the video, made now or by an earlier run. */
export async function makeSourceVideo(video: SourceVideo, ffmpegPath: string): Promise<string> {
  const { seconds, picture, toneHz } = video;
  const hash = createHash('sha256').update(JSON.stringify(video)).digest('hex').slice(0, 12);
  const path = join(BENCH_CACHE, 'media', `${hash}.mp4`);
  if (existsSync(path)) return path;
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.${process.pid}.part`;
  const args = [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', `sine=f=${toneHz}:r=48000`],
    ...[
      '-t',
      String(seconds),
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-b:v',
      '8M',
      '-g',
      '60',
      '-pix_fmt',
      'yuv420p',
    ],
    ...[
      '-vf',
      'scale=out_color_matrix=bt709:out_range=tv,setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709',
    ],
    ...['-c:a', 'aac', '-b:a', '160k', '-ac', '2', '-movflags', '+faststart', '-f', 'mp4', partial],
  ];
  await runQuietly(ffmpegPath, args, process.env);
  await rename(partial, path);
  return path;
}
