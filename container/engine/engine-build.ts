/**
 * What this node renders with. Two nodes with the same build give the same bytes.
 * @module
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EdgereelError } from '#contracts/errors.ts';
import { FONTS_STAMP } from '#contracts/page.ts';
import { canonicalJson, type EngineBuild } from '#contracts/plan.ts';
import { digestFiles } from '../system/digest-files.ts';
import { probeEncoders } from '../encode/probe-encoders.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');

export async function readEngineBuild(paths: {
  chromePath: string;
  ffmpegPath: string;
  engineAssets: string;
  /** Folder for scratch files. */
  workDir: string;
}): Promise<EngineBuild> {
  const [edgereel, chrome, ffmpeg, fonts] = await Promise.all([
    edgereelBuild(paths.engineAssets),
    chromeBuild(paths.chromePath),
    ffmpegBuild(paths.ffmpegPath, paths.workDir),
    fontsBuild(paths.engineAssets),
  ]);
  const parts = { edgereel, chrome, ffmpeg, fonts };
  return { id: createHash('sha256').update(canonicalJson(parts)).digest('hex').slice(0, 16), ...parts };
}

/** The version alone would call every commit between two releases the same. */
async function edgereelBuild(engineAssets: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const sources = await digestFiles(ROOT, ['{analysis,container,contracts}/**/*.ts']);
  const runtime = await digestFiles(engineAssets, ['*.js', '*.html']);
  return `${version}+${digest(sources + runtime)}`;
}

/** The build keeps a digest of what it made the fonts of: they are many megabytes. */
async function fontsBuild(engineAssets: string): Promise<string> {
  return digest(await readFile(join(engineAssets, FONTS_STAMP)));
}

async function chromeBuild(path: string): Promise<string> {
  const { stdout } = await run(path, ['--version']).catch((cause: unknown) => {
    throw new EdgereelError('BROWSER_CRASHED', `Chrome did not start from ${path}.`, { cause });
  });
  return stdout.trim();
}

async function ffmpegBuild(ffmpegPath: string, workDir: string): Promise<string> {
  const { version, samples } = await probeEncoders(ffmpegPath, workDir);
  return `${version}+${digest(Buffer.concat(samples))}`;
}

function digest(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 12);
}
