/**
 * What this node renders with. Two nodes with the same build give the same bytes.
 * @module
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EdgereelError } from '#contracts/errors.ts';
import { canonicalJson, type EngineBuild } from '#contracts/plan.ts';

const run = promisify(execFile);
/** Not part of the engine, and not of its image. */
const TESTS = /\.test\.ts$|(^|\/)testing\//;
const ROOT = join(import.meta.dirname, '..');

export async function readEngineBuild(paths: {
  chromePath: string;
  ffmpegPath: string;
  engineAssets: string;
}): Promise<EngineBuild> {
  const [edgereel, chrome, ffmpeg, fonts] = await Promise.all([
    edgereelBuild(paths.engineAssets),
    chromeBuild(paths.chromePath),
    ffmpegBuild(paths.ffmpegPath),
    digestFiles(paths.engineAssets, ['fonts.css', 'fonts/*', 'system-fonts/*']),
  ]);
  const parts = { edgereel, chrome, ffmpeg, fonts };
  return { id: createHash('sha256').update(canonicalJson(parts)).digest('hex').slice(0, 16), ...parts };
}

/** The version alone would call every commit between two releases the same. */
async function edgereelBuild(engineAssets: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const sources = await digestFiles(ROOT, ['container/**/*.ts', 'contracts/*.ts']);
  const runtime = await digestFiles(engineAssets, ['runtime.js']);
  return `${version}+${digest(sources + runtime)}`;
}

async function chromeBuild(path: string): Promise<string> {
  const { stdout } = await run(path, ['--version']).catch((cause: unknown) => {
    throw new EdgereelError('BROWSER_CRASHED', `Chrome did not start from ${path}.`, { cause });
  });
  return stdout.trim();
}

/** The version says nothing of the x264 it is linked with, so a few encoded frames speak for it. */
async function ffmpegBuild(path: string): Promise<string> {
  const probe = [
    '-f',
    'lavfi',
    '-i',
    'testsrc=size=128x128:rate=30',
    '-frames:v',
    '8',
    '-c:v',
    'libx264',
    '-threads',
    '1',
    '-f',
    'h264',
    'pipe:1',
  ];
  const [version, encoded] = await Promise.all([
    run(path, ['-version']),
    run(path, ['-hide_banner', '-loglevel', 'error', '-nostdin', ...probe], { encoding: 'buffer' }),
  ]).catch((cause: unknown) => {
    throw new EdgereelError('ENCODE_FAILED', `FFmpeg with libx264 did not start from ${path}.`, { cause });
  });
  const name = /^ffmpeg version (\S+)/.exec(version.stdout)?.[1] ?? 'unknown';
  return `${name}+${digest(encoded.stdout)}`;
}

async function digestFiles(folder: string, patterns: string[]): Promise<string> {
  const paths = (await Array.fromAsync(glob(patterns, { cwd: folder }))).filter((path) => !TESTS.test(path)).toSorted();
  const hash = createHash('sha256');
  for (const path of paths) hash.update(`${path}\0`).update(await readFile(join(folder, path)));
  return hash.digest('hex').slice(0, 12);
}

function digest(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 12);
}
