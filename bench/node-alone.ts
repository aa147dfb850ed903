/**
 * A scene on one fresh node with one slot, without Worker and scheduler: what the engine itself costs, stage by stage.
 * @module
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EnginePaths } from '../local/setup/ensure-engine.ts';
import { renderOnce, type RenderMeasurement } from './render-once.ts';
import { prepareScene, type Scene } from './scenes.ts';
import { spread, type Spread } from './spread.ts';

const MIB = 1024 ** 2;

/** One row of the report: a figure of each run. */
const FIGURES: readonly (readonly [name: string, of: (run: RenderMeasurement) => number])[] = [
  [
    'whole render, s',
    ({ planSeconds, chunksSeconds, assembleSeconds }) => planSeconds + chunksSeconds + assembleSeconds,
  ],
  ['  plan, s', (run) => run.planSeconds],
  ['  chunks, s', (run) => run.chunksSeconds],
  ['  assemble, s', (run) => run.assembleSeconds],
  ['frames per second', (run) => run.frames / run.chunksSeconds],
  ['CPU time, s', (run) => run.cpuSeconds],
  ['peak memory, MiB', (run) => run.peakMemoryBytes / MIB],
  ['fixed: node start, s', (run) => run.startSeconds],
  ['fixed: page load per chunk, s', (run) => run.pageSeconds],
  ['file, MB', (run) => run.sizeBytes / 1e6],
];

export interface NodeReport {
  scene: string;
  frames: number;
  runs: number;
  sameBytes: boolean;
  figures: Record<string, Spread>;
}

export async function measureNode(
  scene: Scene,
  { engine, workDir, runs, log, signal }: NodeOptions,
): Promise<NodeReport> {
  const { path, name } = await prepareScene(scene, engine.ffmpegPath);
  const measured: RenderMeasurement[] = [];
  for (let run = 1; run <= runs; run++) {
    signal.throwIfAborted();
    log(`${name}: run ${run} of ${runs} …`);
    const folder = join(workDir, `node-${run}`);
    await mkdir(folder);
    measured.push(await renderOnce(path, engine, folder));
  }
  return {
    ...{ scene: name, frames: measured[0]!.frames, runs },
    sameBytes: new Set(measured.map((run) => run.sha256)).size === 1,
    figures: Object.fromEntries(FIGURES.map(([figure, of]) => [figure, spread(measured.map(of))])),
  };
}

export interface NodeOptions {
  engine: EnginePaths;
  workDir: string;
  runs: number;
  log: (line: string) => void;
  signal: AbortSignal;
}

export function describeNode({ scene, frames, runs, sameBytes, figures }: NodeReport): string {
  const cells = (values: string[]) => values.map((value) => value.padStart(10)).join('');
  return [
    `${scene}, ${frames} frames, ${runs} runs on one slot; all gave ${sameBytes ? 'the same bytes' : 'DIFFERENT BYTES'}`,
    `${''.padEnd(34)}${cells(['min', 'median', 'max'])}`,
    ...Object.entries(figures).map(
      ([name, { min, median, max }]) =>
        `${name.padEnd(34)}${cells([min, median, max].map((value) => value.toFixed(2)))}`,
    ),
  ].join('\n');
}
