/**
 * A scene's frames without loss: captured as PNG by our own engine once, kept as lossless RGB video.
 * @module
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runQuietly } from '../local/setup/executable.ts';
import type { EnginePaths } from '../local/setup/ensure-engine.ts';
import { BENCH_CACHE } from './cache.ts';
import { meter } from './meter.ts';
import { SCENE_FPS } from './scenes.ts';
import { edgereelCommand, type Job } from './subjects.ts';

/** The path of the video, made now or by an earlier run with the same Chrome. */
export async function losslessFrames(job: Job, chromeVersion: string, signal: AbortSignal): Promise<string> {
  const { scene, workDir, engine } = job;
  const key = createHash('sha256')
    .update(`${scene.contentHash} ${scene.scale} ${chromeVersion}`)
    .digest('hex')
    .slice(0, 12);
  const path = join(BENCH_CACHE, 'references', `${scene.name}-${key}.mkv`);
  if (existsSync(path)) return path;
  await mkdir(dirname(path), { recursive: true });
  const archive = join(workDir, 'frames.zip');
  await meter(edgereelCommand({ ...job, outputPath: archive }, ['--format', 'png-sequence']), workDir, signal);
  await packFrames(archive, path, workDir, engine, signal);
  return path;
}

async function packFrames(archive: string, path: string, workDir: string, engine: EnginePaths, signal: AbortSignal) {
  const frames = join(workDir, 'frames');
  await runQuietly('unzip', ['-q', '-o', archive, '*.png', '-d', frames], process.env, signal);
  const partial = `${path}.${process.pid}.part`;
  await runQuietly(
    engine.ffmpegPath,
    [
      ...[
        '-v',
        'error',
        '-y',
        '-framerate',
        String(SCENE_FPS),
        '-start_number',
        '1',
        '-i',
        join(frames, 'frame_%06d.png'),
      ],
      ...['-c:v', 'libx264rgb', '-qp', '0', '-preset', 'ultrafast', '-g', '30', '-f', 'matroska', partial],
    ],
    process.env,
    signal,
  );
  await rename(partial, path);
}
