/**
 * What this node renders with. Two nodes with the same build give the same bytes.
 * @module
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { EdgereelError } from '#contracts/errors.ts';
import { FORMAT_FACTS, type Codec, type Format } from '#contracts/formats.ts';
import { DEFAULT_FPS } from '#contracts/fps.ts';
import type { HdrTransfer } from '#contracts/hdr.ts';
import { FONTS_STAMP } from '#contracts/page.ts';
import { canonicalJson, type EncodeSettings, type EngineBuild } from '#contracts/plan.ts';
import { digestFiles } from './digest-files.ts';
import { encodeFrames } from './encode/encode-frames.ts';
import { drawnForm } from './encode/encoder-arguments.ts';
import { makeTempFolder } from './temp-folder.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..');

export async function readEngineBuild(paths: {
  chromePath: string;
  ffmpegPath: string;
  engineAssets: string;
  /** For scratch files. */
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
  const sources = await digestFiles(ROOT, ['container/**/*.ts', 'contracts/*.ts']);
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

/** The version says nothing of the x264 it is linked with, nor of the processor: a few frames, encoded as any chunk is, speak for them. */
async function ffmpegBuild(ffmpegPath: string, workDir: string): Promise<string> {
  await using folder = await makeTempFolder(workDir, 'probe');
  const [version, jpeg, png, raw] = await Promise.all([
    run(ffmpegPath, ['-version']),
    run(ffmpegPath, [...PROBE_PICTURE, ...'-c:v mjpeg -q:v 2 -f image2pipe pipe:1'.split(' ')], { encoding: 'buffer' }),
    run(ffmpegPath, [...PROBE_PICTURE, ...'-pix_fmt rgba -c:v png -f image2pipe pipe:1'.split(' ')], {
      encoding: 'buffer',
    }),
    run(ffmpegPath, [...PROBE_PICTURE, ...'-pix_fmt rgb48le -f rawvideo pipe:1'.split(' ')], { encoding: 'buffer' }),
  ]).catch((cause: unknown) => {
    throw new EdgereelError('ENCODE_FAILED', `FFmpeg did not start from ${ffmpegPath}.`, { cause });
  });
  const probes = PROBED.map(async (settings) => {
    const { format, codec, hdr } = settings;
    const picture = hdr ? raw.stdout : FORMAT_FACTS[format].picture === 'jpeg' ? jpeg.stdout : png.stdout;
    const outputPath = folder.file(`${codec}${hdr ?? ''}`);
    const encode = { ...PROBE_ENCODE, ...settings };
    const size = { width: PROBE_SIZE, height: PROBE_SIZE };
    const target = { ffmpegPath, encode, fps: DEFAULT_FPS, ...size, form: drawnForm(encode), outputPath };
    const frames = Readable.from([picture, picture, picture]);
    const encoding = encodeFrames(frames, target, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    // An FFmpeg may lack an encoder; only the one that every render falls back to must be there.
    if (codec !== 'h264') return encoding.then(() => readFile(outputPath)).catch(() => Buffer.from(`no ${codec}`));
    await encoding;
    return readFile(outputPath);
  });
  const name = /^ffmpeg version (\S+)/.exec(version.stdout)?.[1] ?? 'unknown';
  return `${name}+${digest(Buffer.concat(await Promise.all(probes)))}`;
}

const PROBED: { format: Format; codec: Codec; hdr?: HdrTransfer }[] = [
  { format: 'mp4', codec: 'h264' },
  { format: 'mp4', codec: 'h265' },
  { format: 'mp4', codec: 'h265', hdr: 'pq' },
  { format: 'webm', codec: 'vp9' },
  { format: 'mov', codec: 'prores' },
];

const PROBE_SIZE = 128;
const PROBE_PICTURE = `-v error -nostdin -f lavfi -i testsrc=size=${PROBE_SIZE}x${PROBE_SIZE} -frames:v 1`.split(' ');
const PROBE_ENCODE: EncodeSettings = {
  format: 'mp4',
  codec: 'h264',
  quality: 'standard',
  crf: null,
  bitrate: null,
  keyframeInterval: 60,
};
const PROBE_TIMEOUT_MS = 30_000;

function digest(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 12);
}
