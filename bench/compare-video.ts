/**
 * How near a video's frames are to the lossless ones.
 * @module
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { EnginePaths } from '../local/setup/ensure-engine.ts';

const run = promisify(execFile);

export interface Closeness {
  frames: number;
  /** Over luma and chroma; 1 is equal. */
  ssim: number;
  /** dB, over luma and chroma; Infinity is equal. */
  psnr: number;
}

interface Stream {
  frames: number;
  /** `unknown` when the file does not say. */
  colorSpace: string;
}

/** Throws when the numbers of frames differ: every following pair would be a wrong one. */
export async function compareVideo(path: string, referencePath: string, engine: EnginePaths): Promise<Closeness> {
  const [video, reference] = await Promise.all(
    [path, referencePath].map((file) => readStream(file, engine.ffprobePath)),
  );
  if (video!.frames !== reference!.frames)
    throw new Error(`${path} has ${video!.frames} frames, the lossless capture ${reference!.frames}.`);
  const graph = comparisonGraph(video!);
  const args = ['-hide_banner', '-nostats', '-i', path, '-i', referencePath, '-filter_complex', graph];
  const { stderr } = await run(engine.ffmpegPath, [...args, '-an', '-f', 'null', '-'], { maxBuffer: 64 << 20 });
  return { frames: video!.frames, ...parseCloseness(stderr) };
}

/** Both as limited-range BT.709 4:2:0, with their numbers for times: one rounded the wrong way would pair a frame with its neighbour. */
export function comparisonGraph({ colorSpace }: Pick<Stream, 'colorSpace'>): string {
  // What says nothing is shown as BT.709 by players at this size; FFmpeg would take it for BT.601.
  const matrix = colorSpace === 'unknown' ? 'bt709' : 'auto';
  const same = (input: string) =>
    `settb=1/1,setpts=N,scale=${input}out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int+bicubic,format=yuv420p`;
  return [
    `[0:v]${same(`in_color_matrix=${matrix}:`)},split[video1][video2]`,
    `[1:v]${same('')},split[lossless1][lossless2]`,
    '[video1][lossless1]ssim',
    '[video2][lossless2]psnr',
  ].join(';');
}

/** Reads the values that FFmpeg's `ssim` and `psnr` filters print at their end. */
export function parseCloseness(log: string): { ssim: number; psnr: number } {
  const ssim = /SSIM .*All:([\d.]+)/.exec(log)?.[1];
  const psnr = /PSNR .*average:([\d.]+|inf)/.exec(log)?.[1];
  if (ssim === undefined || psnr === undefined) throw new Error(`FFmpeg printed no SSIM and PSNR:\n${log.slice(-500)}`);
  return { ssim: Number(ssim), psnr: psnr === 'inf' ? Infinity : Number(psnr) };
}

async function readStream(path: string, ffprobePath: string): Promise<Stream> {
  const entries = 'stream=nb_read_packets,color_space';
  const select = ['-select_streams', 'v:0', '-count_packets', '-show_entries', entries];
  const { stdout } = await run(ffprobePath, ['-v', 'error', ...select, '-of', 'json', path]);
  type Probed = { nb_read_packets: string; color_space?: string };
  const [stream] = (JSON.parse(stdout) as { streams: Probed[] }).streams;
  if (!stream) throw new Error(`${path} has no video.`);
  return { frames: Number(stream.nb_read_packets), colorSpace: stream.color_space ?? 'unknown' };
}
