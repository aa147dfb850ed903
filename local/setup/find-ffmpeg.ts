/**
 * An FFmpeg with libx264 and its ffprobe, as they lie on this machine.
 * @module
 */
import { dirname, join } from 'node:path';
import { EdgereelError } from '#contracts/errors.ts';
import { findOnPath, isExecutable, tryRun } from './executable.ts';

export interface FfmpegPaths {
  ffmpegPath: string;
  ffprobePath: string;
}

/**
 * `EDGEREEL_FFMPEG`, else the first `ffmpeg` on `PATH` that has libx264 and an ffprobe, else the one that `ffmpeg-static` fetched
 * earlier; null when there is none. Throws when `EDGEREEL_FFMPEG` names one that will not do.
 */
export async function findFfmpeg(env: NodeJS.ProcessEnv, root: string): Promise<FfmpegPaths | null> {
  const bundledProbe = join(root, `node_modules/@ffprobe-installer/${process.platform}-${process.arch}/ffprobe`);
  if (env.EDGEREEL_FFMPEG) {
    if (!(await hasX264(env.EDGEREEL_FFMPEG, env))) {
      throw new EdgereelError(
        'INTERNAL',
        `EDGEREEL_FFMPEG must name an FFmpeg with libx264; ${env.EDGEREEL_FFMPEG} is none.`,
      );
    }
    const ffprobePath = await findFfprobe(env.EDGEREEL_FFMPEG, env, bundledProbe);
    if (ffprobePath) return { ffmpegPath: env.EDGEREEL_FFMPEG, ffprobePath };
    throw new EdgereelError(
      'INTERNAL',
      `There is no ffprobe beside ${env.EDGEREEL_FFMPEG} and none on PATH: set EDGEREEL_FFPROBE to its path.`,
    );
  }
  const bundled = join(root, 'node_modules/ffmpeg-static/ffmpeg');
  for (const ffmpegPath of [
    ...(await findOnPath('ffmpeg', env)),
    ...((await isExecutable(bundled)) ? [bundled] : []),
  ]) {
    if (!(await hasX264(ffmpegPath, env))) continue;
    const ffprobePath = await findFfprobe(ffmpegPath, env, bundledProbe);
    if (ffprobePath) return { ffmpegPath, ffprobePath };
  }
  return null;
}

/** `EDGEREEL_FFPROBE`, else the one beside FFmpeg, else the first on `PATH`, else that of npm. */
async function findFfprobe(ffmpegPath: string, env: NodeJS.ProcessEnv, bundled: string): Promise<string | null> {
  if (env.EDGEREEL_FFPROBE) {
    if (await isFfprobe(env.EDGEREEL_FFPROBE, env)) return env.EDGEREEL_FFPROBE;
    throw new EdgereelError(
      'INTERNAL',
      `EDGEREEL_FFPROBE must name an ffprobe that starts; ${env.EDGEREEL_FFPROBE} does not.`,
    );
  }
  for (const path of [join(dirname(ffmpegPath), 'ffprobe'), ...(await findOnPath('ffprobe', env)), bundled]) {
    if ((await isExecutable(path)) && (await isFfprobe(path, env))) return path;
  }
  return null;
}

async function hasX264(path: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  return /\blibx264\b/.test((await tryRun(path, ['-hide_banner', '-encoders'], env)) ?? '');
}

async function isFfprobe(path: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  return (await tryRun(path, ['-version'], env))?.startsWith('ffprobe version') === true;
}
