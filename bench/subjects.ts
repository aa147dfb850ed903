/**
 * Who is measured, and the one command with which its user renders a scene: default settings, everything installed.
 * @module
 */
import { join } from 'node:path';
import { REPO_ROOT } from '../local/paths.ts';
import type { EnginePaths } from '../local/setup/ensure-engine.ts';
import type { Command } from './meter.ts';
import { HYPERFRAMES_DIR, PEER_HOME, REMOTION_DIR } from './peers.ts';
import type { PreparedScene } from './scenes.ts';

export const SUBJECTS = ['edgereel', 'hyperframes', 'remotion'] as const;
export type Subject = (typeof SUBJECTS)[number];
export type Peer = Exclude<Subject, 'edgereel'>;
export const PEERS = SUBJECTS.filter((subject): subject is Peer => subject !== 'edgereel');

export interface Job {
  scene: PreparedScene;
  outputPath: string;
  /** Scratch space of this run alone, so that no run finds what another has kept. */
  workDir: string;
  engine: EnginePaths;
  cores: number;
}

/** `npm run render`, without npm. */
export function edgereelCommand({ scene, outputPath, workDir, engine }: Job, options: readonly string[] = []): Command {
  const size = scene.scale === 2 ? ['--resolution', '4k'] : [];
  return {
    line: [
      ...([process.execPath, join(REPO_ROOT, 'scripts/bootstrap.mjs'), 'cli/render.ts', scene.path, '--json'] as const),
      ...['--out', outputPath, '--data', join(workDir, 'data'), ...size, ...options],
    ],
    cwd: REPO_ROOT,
    env: {
      EDGEREEL_CHROME: engine.chromePath,
      EDGEREEL_FFMPEG: engine.ffmpegPath,
      EDGEREEL_FFPROBE: engine.ffprobePath,
    },
  };
}

/** `hyperframes render`. Its home and its temporary folder are its own: it keeps extracted frames there between renders. */
function hyperframesCommand({ scene, outputPath, workDir, engine }: Job): Command {
  const size = scene.scale === 2 ? ['--resolution', 'landscape-4k'] : [];
  return {
    line: [
      ...([process.execPath, join(HYPERFRAMES_DIR, 'node_modules/hyperframes/bin/hyperframes.mjs')] as const),
      ...['render', scene.path, '--output', outputPath, ...size],
    ],
    cwd: workDir,
    env: {
      ...{ HOME: PEER_HOME, TMPDIR: workDir, HYPERFRAMES_BROWSER_PATH: engine.chromePath },
      ...{ DO_NOT_TRACK: '1', HYPERFRAMES_NO_TELEMETRY: '1', HYPERFRAMES_NO_UPDATE_CHECK: '1' },
    },
  };
}

/** `remotion render` on all cores (its default is half of them), bundling included, as its command does it. */
function remotionCommand({ scene, outputPath, workDir, engine, cores }: Job): Command {
  const size = scene.scale === 2 ? ['--scale=2'] : [];
  return {
    line: [
      ...([process.execPath, join(REMOTION_DIR, 'node_modules/@remotion/cli/remotion-cli.js')] as const),
      ...['render', 'src/index.js', scene.remotionId, outputPath, ...size],
      ...[`--browser-executable=${engine.chromePath}`, `--concurrency=${cores}`, `--frames=0-${scene.frames - 1}`],
      ...(scene.usesWebGl ? ['--gl=swangle'] : []),
    ],
    cwd: REMOTION_DIR,
    env: { HOME: PEER_HOME, TMPDIR: workDir, DO_NOT_TRACK: '1' },
  };
}

export const COMMANDS: Record<Subject, (job: Job) => Command> = {
  edgereel: edgereelCommand,
  hyperframes: hyperframesCommand,
  remotion: remotionCommand,
};
