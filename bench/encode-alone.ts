/**
 * The limit: a scene's frames, raw and at hand, through the same encoder with the same settings. No browser, no pictures
 * to decompress, nothing to convert.
 * @module
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Content, EncodeSettings } from '#contracts/plan.ts';
import { outputArguments, rawInput } from '../container/encode/encoder-arguments.ts';
import { runQuietly } from '../local/setup/executable.ts';
import { SCENE_FPS, type PreparedScene } from './scenes.ts';

const run = promisify(execFile);

/** What a request without options gets. */
const DEFAULT_ENCODE: EncodeSettings = {
  format: 'mp4',
  codec: 'h264',
  quality: 'standard',
  crf: null,
  bitrate: null,
  keyframeInterval: 2 * SCENE_FPS,
};

export interface EncodeLimit {
  /** Wall time with one encoder a core, each with its share of the frames. */
  wallSeconds: number;
  cpuSeconds: number;
}

/** Encodes the lossless frames again, after they were laid down as raw video. */
export async function encodeAlone(
  scene: PreparedScene,
  referencePath: string,
  ffmpegPath: string,
  cores: number,
  workDir: string,
  signal: AbortSignal,
): Promise<EncodeLimit> {
  const raw = join(workDir, 'frames.yuv');
  const convert = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p';
  const decode = ['-v', 'error', '-y', '-i', referencePath, '-vf', convert, '-f', 'rawvideo', raw];
  await runQuietly(ffmpegPath, decode, process.env, signal);
  const size = { width: 1920 * scene.scale, height: 1080 * scene.scale };
  const startedAt = performance.now();
  const cpuSeconds = await Promise.all(
    shares(scene.frames, cores).map(async ([start, end], index) => {
      const args = rawArguments(
        raw,
        { ...size, content: scene.content },
        start,
        end,
        join(workDir, `limit-${index}.mp4`),
      );
      const { stderr } = await run(ffmpegPath, ['-benchmark', ...args], { signal });
      const seconds = (name: string) => Number(new RegExp(`${name}=([\\d.]+)s`).exec(stderr)?.[1]);
      return seconds('utime') + seconds('stime');
    }),
  );
  return {
    wallSeconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: cpuSeconds.reduce((sum, seconds) => sum + seconds, 0),
  };
}

/** `total` frames in `count` ranges of about the same length. */
export function shares(total: number, count: number): [start: number, end: number][] {
  const edge = (index: number): number => Math.round((total * index) / count);
  return Array.from({ length: count }, (_, index): [number, number] => [edge(index), edge(index + 1)]);
}

/** The engine's own arguments for painted pictures, which are read from a file. */
export function rawArguments(
  path: string,
  { width, height, content }: { width: number; height: number; content?: Content | undefined },
  start: number,
  end: number,
  outputPath: string,
): string[] {
  const shape = { fps: { num: SCENE_FPS, den: 1 }, width, height, form: 'yuv420p' } as const;
  const frameBytes = width * height * 1.5;
  return [
    ...['-hide_banner', '-nostdin', '-y', '-flags', '+bitexact'],
    ...['-skip_initial_bytes', String(start * frameBytes), ...rawInput(shape, path), '-frames:v', String(end - start)],
    ...outputArguments({ ...DEFAULT_ENCODE, ...(content && { content }) }, shape, outputPath),
  ];
}
