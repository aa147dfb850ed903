/**
 * An FFmpeg with libx264, as it lies on this machine.
 * @module
 */
import { join } from 'node:path';
import { EdgereelError } from '#contracts/errors.ts';
import { findOnPath, isExecutable, tryRun } from './executable.ts';

/**
 * `EDGEREEL_FFMPEG`, else the first `ffmpeg` on `PATH` that has libx264, else the one that `ffmpeg-static` fetched
 * earlier; null when there is none. Throws when `EDGEREEL_FFMPEG` names one without libx264.
 */
export async function findFfmpeg(env: NodeJS.ProcessEnv, root: string): Promise<string | null> {
  if (env.EDGEREEL_FFMPEG) {
    if (await hasX264(env.EDGEREEL_FFMPEG, env)) return env.EDGEREEL_FFMPEG;
    throw new EdgereelError(
      'INTERNAL',
      `EDGEREEL_FFMPEG must name an FFmpeg with libx264; ${env.EDGEREEL_FFMPEG} is none.`,
    );
  }
  const bundled = join(root, 'node_modules/ffmpeg-static/ffmpeg');
  for (const path of [...(await findOnPath('ffmpeg', env)), ...((await isExecutable(bundled)) ? [bundled] : [])]) {
    if (await hasX264(path, env)) return path;
  }
  return null;
}

async function hasX264(path: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  return /\blibx264\b/.test((await tryRun(path, ['-hide_banner', '-encoders'], env)) ?? '');
}
