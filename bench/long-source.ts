/**
 * `npm run bench -- --long`: what a node needs of memory and disk for a long source. The source is 20 minutes of 1080p with sound; one
 * composition of its whole length is planned at full size, rendered in three places and joined at its full length; another one goes through
 * whole before, at a frame per second.
 * @module
 */
import { execFile } from 'node:child_process';
import { lstat, mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chunkKey } from '#contracts/keys.ts';
import type { NodeCallName, NodeCallResult } from '#contracts/protocol.ts';
import { startMemoryArtifacts, type MemoryArtifacts } from '../container/testing/memory-artifacts.ts';
import { makeTempFolder } from '../container/system/temp-folder.ts';
import { claimPort } from '../local/free-port.ts';
import { startLocalNode } from '../local/local-node.ts';
import type { EnginePaths } from '../local/setup/ensure-engine.ts';
import { watchTree } from './process-tree.ts';
import { caller, SECRET, TENANT } from './render-once.ts';

const run = promisify(execFile);

const SOURCE_SECONDS = 1200;
/** What is encoded; the source repeats it without encoding it again. */
const PASS_SECONDS = 10;
/** A longer chunk, as such a length would have, needs no more of anything but time. */
const CHUNK_FRAMES = 60;
/** Looking at thousands of files and processes takes time of its own. */
const INTERVAL_MS = 500;

/** What a node may need at most, in bytes. */
export const LONG_SOURCE_LIMITS = { memoryBytes: 1.5 * 1024 ** 3, diskBytes: 3e9 };

export interface StageCost {
  stage: string;
  seconds: number;
  /** Highest while the stage ran: the node, Chrome and FFmpeg together. */
  peakMemoryBytes: number;
  /** Highest use of the node's folder, with what earlier stages left in it. */
  peakDiskBytes: number;
}

export interface LongSourceReport {
  source: { sizeBytes: number; seconds: number; makingSeconds: number };
  /** The length of the joined file. */
  frames: number;
  outputBytes: number;
  /** Read from the store by range, for three chunks. */
  bytesReadForChunks: number;
  stages: StageCost[];
  isWithinLimits: boolean;
}

export async function measureLongSource(engine: EnginePaths, parent: string): Promise<LongSourceReport> {
  await using folder = await makeTempFolder(parent, 'long');
  const sourcePath = folder.file('source.mp4');
  const making = performance.now();
  await makeSource(engine.ffmpegPath, sourcePath);
  const makingSeconds = (performance.now() - making) / 1000;
  const source = await readFile(sourcePath);

  await using artifacts = await startMemoryArtifacts();
  const stages: StageCost[] = [];
  const workDir = folder.file('node');
  await mkdir(workDir);
  const node = await startLocalNode({
    ...{ index: 0, port: await claimPort(0), slots: 1, secret: SECRET },
    ...{ engine, workDir, places: { logsDir: folder.path, recordDir: folder.file('parts'), tempDir: folder.path } },
  });
  try {
    const call = caller(node.url, { renderId: 'long', tenantId: TENANT, attempt: 1, artifactsUrl: artifacts.url });
    const measure = async <Name extends NodeCallName>(stage: string, name: Name, body: object) => {
      const { result, cost } = await watchStage(node.pid, workDir, () => call(name, body));
      const done = { stage, ...cost };
      stages.push(done);
      console.error(describeStage(done));
      return result;
    };
    const planOf = (width: number, height: number): object => ({
      ...{ entry: 'index.html', variables: {}, strictVariables: false, strictness: 'strict' },
      ...{ format: 'mp4', codec: 'h264', quality: 'standard' },
      siteId: artifacts.addSite(TENANT, { 'index.html': page(width, height), 'source.mp4': source }),
    });

    const full = await measure('plan with the mix', 'plan', { ...planOf(1920, 1080), chunkSize: CHUNK_FRAMES });
    const places = [0, Math.floor(full.chunkCount / 2), full.chunkCount - 1];
    for (const [i, index] of places.entries())
      await measure(`chunk ${['first', 'middle', 'last'][i]!}`, 'chunk', { planHash: full.planHash, index });
    const { bytesByRange: bytesReadForChunks } = artifacts;
    const thin = { ...planOf(320, 180), fps: { num: 1, den: 1 } };
    const { planHash } = await measure('at 1 fps: plan', 'plan', thin);
    const whole = await measure('at 1 fps: render whole', 'renderWhole', { planHash });
    if (whole.output.frames !== SOURCE_SECONDS) throw new Error(`It has ${whole.output.frames} frames.`);
    // Last, beside all that a node has kept of the source.
    fillIn(artifacts, full, places[1]!);
    const output = await measure('assemble', 'assemble', { planHash: full.planHash });
    return {
      source: { sizeBytes: source.length, seconds: SOURCE_SECONDS, makingSeconds },
      frames: output.frames,
      outputBytes: output.sizeBytes,
      bytesReadForChunks,
      stages,
      isWithinLimits: stages.every(
        ({ peakMemoryBytes, peakDiskBytes }) =>
          peakMemoryBytes < LONG_SOURCE_LIMITS.memoryBytes && peakDiskBytes < LONG_SOURCE_LIMITS.diskBytes,
      ),
    };
  } finally {
    await node.stop();
  }
}

export function describeLongSource({ source, stages, ...report }: LongSourceReport): string {
  const { memoryBytes, diskBytes } = LONG_SOURCE_LIMITS;
  return [
    `A source of ${source.seconds / 60} min, 1080p, ${megabytes(source.sizeBytes)} MB, made in ${source.makingSeconds.toFixed(0)} s; one slot`,
    row('', 's', 'memory MB', 'disk MB'),
    ...stages.map(describeStage),
    `Three chunks read ${megabytes(report.bytesReadForChunks)} MB of the source. Joined: ${report.frames} frames, ${megabytes(report.outputBytes)} MB.`,
    `${report.isWithinLimits ? 'Within' : 'OVER'} the limits of ${megabytes(memoryBytes)} MB of memory and ${megabytes(diskBytes)} MB of disk.`,
  ].join('\n');
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
const row = (...cells: string[]): string =>
  [cells[0]!.padEnd(30), ...cells.slice(1).map((cell) => cell.padStart(12))].join('');
const describeStage = ({ stage, seconds, peakMemoryBytes, peakDiskBytes }: StageCost): string =>
  row(stage, seconds.toFixed(1), megabytes(peakMemoryBytes), megabytes(peakDiskBytes));

/** Moving detail under noise: about 6 Mbit/s, as footage has. */
async function makeSource(ffmpegPath: string, path: string): Promise<void> {
  const pass = `${path}.pass.mp4`;
  const quiet = ['-v', 'error', '-y'];
  const picture = `testsrc2=size=1920x1080:rate=30:duration=${PASS_SECONDS},noise=alls=8:allf=t`;
  await run(ffmpegPath, [
    ...[...quiet, '-f', 'lavfi', '-i', picture, '-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-g', '60'],
    ...['-b:v', '6M', '-maxrate', '6M', '-bufsize', '6M', '-pix_fmt', 'yuv420p', pass],
  ]);
  await run(ffmpegPath, [
    ...[...quiet, '-stream_loop', '-1', '-i', pass, '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000'],
    ...['-map', '0:v', '-map', '1:a', '-c:v', 'copy', '-c:a', 'aac', '-b:a', '192k', '-t', String(SOURCE_SECONDS)],
    ...['-movflags', '+faststart', path],
  ]);
}

const page = (width: number, height: number): string => `<!doctype html><meta charset="utf-8">
<style>body{margin:0}video{position:absolute;width:100%;height:100%}</style>
<div data-composition-id="main" data-start="0" data-width="${width}" data-height="${height}" data-duration="${SOURCE_SECONDS}" data-no-timeline>
<video id="film" class="clip" src="source.mp4" data-start="0" data-duration="${SOURCE_SECONDS}" data-has-audio="true"></video></div>`;

/** A whole render at this size takes hours; joining does not care that all chunks between the ends show the same. */
function fillIn({ objects }: MemoryArtifacts, plan: NodeCallResult<'plan'>, sample: number): void {
  const keyOf = (index: number): string => chunkKey(TENANT, plan.planHash, index, 'mp4');
  const bytes = objects.get(keyOf(sample))!;
  for (let index = 0; index < plan.chunkCount; index++)
    if (!objects.has(keyOf(index))) objects.set(keyOf(index), bytes);
}

async function watchStage<Result>(
  pid: number,
  workDir: string,
  work: () => Promise<Result>,
): Promise<{ result: Result; cost: Omit<StageCost, 'stage'> }> {
  await using tree = await watchTree(pid, INTERVAL_MS);
  let peakDiskBytes = 0;
  const look = async (): Promise<void> => {
    peakDiskBytes = Math.max(peakDiskBytes, await diskUse(workDir));
  };
  let looking = Promise.resolve();
  const timer = setInterval(() => (looking = looking.then(look)), INTERVAL_MS);
  const started = performance.now();
  try {
    const result = await work();
    const seconds = (performance.now() - started) / 1000;
    await looking.then(look);
    const { peakMemoryBytes } = await tree.stop();
    return { result, cost: { seconds, peakMemoryBytes, peakDiskBytes } };
  } finally {
    clearInterval(timer);
  }
}

/** Bytes that a folder takes; files that go meanwhile count for nothing. */
async function diskUse(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map((entry) =>
      lstat(join(entry.parentPath, entry.name)).then(
        ({ blocks }) => blocks * 512,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}
