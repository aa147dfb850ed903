/**
 * `npm run bench`: what a render costs on this machine, stage by stage, and how far that is from encoding alone.
 * @module
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { makeTempFolder } from '../container/temp-folder.ts';
import { encodeAlone } from './bench/encode-alone.ts';
import { describeLongSource, measureLongSource } from './bench/long-source.ts';
import { renderOnce, type RenderMeasurement } from './bench/render-once.ts';
import { buildAll } from './build.ts';
import { COMPOSITIONS_DIR, STATE_DIR } from './paths.ts';
import { parseCount, runProgram } from './run-program.ts';
import { ensureEngine } from './setup/engine.ts';

const args = {
  composition: {
    type: 'string',
    default: 'kinetic-titles',
    description: 'A folder under public/compositions',
    valueHint: 'NAME',
  },
  runs: { type: 'string', default: '3', description: 'How often to render', valueHint: 'N' },
  out: {
    type: 'string',
    default: '.edgereel/bench.json',
    description: 'Where the figures go as JSON',
    valueHint: 'FILE',
  },
  long: { type: 'boolean', description: 'Measure memory and disk of a source of 20 minutes instead' },
  json: { type: 'boolean', description: 'Print the figures as one line of JSON' },
} as const;

const MIB = 1024 ** 2;

/** One row of the report: a figure of each run. */
const FIGURES: [name: string, unit: string, of: (run: RenderMeasurement) => number][] = [
  [
    'whole render',
    's',
    ({ planSeconds, chunksSeconds, assembleSeconds }) => planSeconds + chunksSeconds + assembleSeconds,
  ],
  ['  plan', 's', (run) => run.planSeconds],
  ['  chunks', 's', (run) => run.chunksSeconds],
  ['  assemble', 's', (run) => run.assembleSeconds],
  ['frames per second', '', (run) => run.frames / run.chunksSeconds],
  ['CPU time', 's', (run) => run.cpuSeconds],
  ['peak memory, node + Chrome + FFmpeg', 'MiB', (run) => run.peakMemoryBytes / MIB],
  ['fixed: node start', 's', (run) => run.startSeconds],
  ['fixed: page load per chunk', 's', (run) => run.pageSeconds],
  ['file size', 'MiB', (run) => run.sizeBytes / MIB],
];

await runProgram(
  { meta: { name: 'npm run bench --', description: 'Measure a render: stages, CPU, memory, fixed costs.' }, args },
  async ({ args: { composition, runs, out, long, json }, signal }) => {
    const engine = await ensureEngine({ log: console.error, signal });
    await buildAll();
    if (long) {
      const report = await measureLongSource(engine, join(STATE_DIR, 'bench'));
      console.log(json ? JSON.stringify(report) : describeLongSource(report));
      return;
    }
    await using folder = await makeTempFolder(join(STATE_DIR, 'bench'), 'run');
    const count = parseCount('runs', runs, 1, 100) ?? 3;
    const measurements: RenderMeasurement[] = [];
    for (let run = 1; run <= count; run++) {
      signal.throwIfAborted();
      console.error(`Run ${run} of ${count} …`);
      const workDir = folder.file(`node-${run}`);
      await mkdir(workDir);
      measurements.push(await renderOnce(join(COMPOSITIONS_DIR, composition), engine, workDir));
    }
    const limit = await encodeAlone(measurements[0]!.chunks, engine.ffmpegPath, folder.path);
    const figures = Object.fromEntries(
      FIGURES.map(([name, unit, of]) => [name.trim(), { unit, ...spread(measurements.map(of)) }]),
    );
    const report = {
      composition,
      runs: count,
      machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 1024 ** 3)} GiB`,
      frames: measurements[0]!.frames,
      sameBytes: new Set(measurements.map((run) => run.sha256)).size === 1,
      figures,
      limit,
      cpuOverLimit: figures['CPU time']!.median / limit.cpuSeconds,
    };
    await mkdir(dirname(resolve(out)), { recursive: true });
    await writeFile(resolve(out), `${JSON.stringify(report, null, 2)}\n`);
    console.log(json ? JSON.stringify(report) : describe(report));
  },
);

interface Spread {
  min: number;
  median: number;
  max: number;
}

function spread(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { min: sorted[0]!, median: sorted[Math.floor(sorted.length / 2)]!, max: sorted.at(-1)! };
}

function describe(report: {
  composition: string;
  runs: number;
  machine: string;
  frames: number;
  sameBytes: boolean;
  figures: Record<string, Spread & { unit: string }>;
  limit: { wallSeconds: number; cpuSeconds: number };
  cpuOverLimit: number;
}): string {
  const rows = FIGURES.map(([name, unit]) => {
    const { min, median, max } = report.figures[name.trim()]!;
    const cells = [median, min, max].map((value) => value.toFixed(2).padStart(9)).join('');
    return `${name.padEnd(38)}${cells}  ${unit}`;
  });
  return [
    `${report.composition}, ${report.frames} frames, ${report.runs} runs, one slot, on ${report.machine}`,
    `${''.padEnd(38)}${['median', 'min', 'max'].map((word) => word.padStart(9)).join('')}`,
    ...rows,
    `Encoding alone (same frames, same settings): ${report.limit.cpuSeconds.toFixed(2)} CPU s, ${report.limit.wallSeconds.toFixed(2)} s.`,
    `CPU time of the whole render over encoding alone: ${report.cpuOverLimit.toFixed(2)}×.`,
    `All runs gave ${report.sameBytes ? 'the same bytes' : 'DIFFERENT BYTES'}.`,
  ].join('\n');
}
