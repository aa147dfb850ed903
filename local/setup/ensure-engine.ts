/**
 * Chrome's headless shell and FFmpeg for this machine: found, or installed as gently as the machine allows.
 * @module
 */
import { chmod, glob } from 'node:fs/promises';
import { join } from 'node:path';
import { EdgereelError } from '#contracts/errors.ts';
import { REPO_ROOT, STATE_DIR } from '../paths.ts';
import { runQuietly } from './executable.ts';
import { findChrome } from './find-chrome.ts';
import { findFfmpeg, type FfmpegPaths } from './find-ffmpeg.ts';
import { installDebian, whyNotDebian } from './install-debian.ts';

export interface EnginePaths extends FfmpegPaths {
  chromePath: string;
}

export interface EngineSetup {
  env?: NodeJS.ProcessEnv;
  /** Where a downloaded Chrome is kept. Default `.edgereel`. */
  stateDir?: string;
  /** Project folder, whose node_modules may hold ffmpeg-static. */
  root?: string;
  /** Decides whether Debian's packages can be installed. Default: this process's. */
  userId?: number | undefined;
  downloadChrome?: (stateDir: string, signal?: AbortSignal) => Promise<unknown>;
  log?: (line: string) => void;
  signal?: AbortSignal;
}

/** The engine as it lies on this machine, null for what is missing. Installs nothing. */
export async function findEngine({
  env = process.env,
  stateDir = STATE_DIR,
  root = REPO_ROOT,
}: Pick<EngineSetup, 'env' | 'stateDir' | 'root'> = {}): Promise<{ [Part in keyof EnginePaths]: string | null }> {
  const [chromePath, ffmpeg] = await Promise.all([findChrome(env, stateDir), findFfmpeg(env, root)]);
  return { chromePath, ffmpegPath: ffmpeg?.ffmpegPath ?? null, ffprobePath: ffmpeg?.ffprobePath ?? null };
}

/**
 * Finds the engine, and installs what is missing: Debian's packages where apt-get and root are there, else ffmpeg-static's binary and the pinned
 * Chrome. Throws with what was tried and what the user can do.
 */
export async function ensureEngine(setup: EngineSetup = {}): Promise<EnginePaths> {
  const {
    env = process.env,
    stateDir = STATE_DIR,
    root = REPO_ROOT,
    userId = process.getuid?.(),
    log = () => {},
    signal,
  } = setup;
  const tried: string[] = [];
  let found = await findEngine({ env, stateDir, root });

  /** Runs one way of installing and looks again; a way that fails is noted and the next one has its turn. */
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    log(`${what} …`);
    await work().catch((error: Error) => {
      signal?.throwIfAborted();
      tried.push(`${what}: ${error.message}`);
    });
    found = await findEngine({ env, stateDir, root });
  };

  const packages = [...(found.chromePath ? [] : ['chromium-headless-shell']), ...(found.ffmpegPath ? [] : ['ffmpeg'])];
  if (packages.length > 0) {
    const obstacle = await whyNotDebian(env, userId);
    if (obstacle) tried.push(`Debian packages: ${obstacle}`);
    else await attempt(`Installing ${packages.join(' and ')} with apt-get`, () => installDebian(packages, env, signal));
  }
  if (!found.ffmpegPath) {
    const installer = join(root, 'node_modules/ffmpeg-static/install.js');
    await attempt("Downloading ffmpeg-static's binary", async () => {
      await runQuietly(process.execPath, [installer], env, signal);
      // npm runs no package's scripts here, so nobody has made it executable.
      for await (const path of glob('node_modules/@ffprobe-installer/*/ffprobe', { cwd: root }))
        await chmod(join(root, path), 0o755);
    });
  }
  if (!found.chromePath) {
    const download = setup.downloadChrome ?? (await import('./download-chrome.ts')).downloadChrome;
    await attempt('Downloading chrome-headless-shell', () => download(stateDir, signal));
  }
  signal?.throwIfAborted();
  const { chromePath, ffmpegPath, ffprobePath } = found;
  if (chromePath && ffmpegPath && ffprobePath) return { chromePath, ffmpegPath, ffprobePath };
  throw new EdgereelError('INTERNAL', describeMissing({ chromePath, ffmpegPath }, tried), { details: { tried } });
}

function describeMissing(
  { chromePath, ffmpegPath }: { chromePath: string | null; ffmpegPath: string | null },
  tried: string[],
): string {
  const missing = [
    ...(chromePath ? [] : ["Chrome's headless shell"]),
    ...(ffmpegPath ? [] : ['an FFmpeg with libx264 and ffprobe']),
  ].join(' and ');
  const packages = [...(chromePath ? [] : ['chromium-headless-shell']), ...(ffmpegPath ? [] : ['ffmpeg'])].join(' ');
  const variables = [...(chromePath ? [] : ['EDGEREEL_CHROME']), ...(ffmpegPath ? [] : ['EDGEREEL_FFMPEG'])].join(
    ' and ',
  );
  return [
    `Rendering needs ${missing}, and none is on PATH. Tried:`,
    ...tried.map((line) => `  - ${line}`),
    `Install it yourself (on Debian: sudo apt-get install ${packages}), or set ${variables} to its path.`,
  ].join('\n');
}
