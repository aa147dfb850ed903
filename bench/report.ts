/**
 * The figures as text.
 * @module
 */
import type { BenchReport } from './bench-report.ts';
import type { Latency } from './latency-parts.ts';
import { FIGURES, type Figure, type SceneFigures } from './measure-scene.ts';
import type { Spread } from './spread.ts';

const MIB = 1024 ** 2;

const ROWS: Record<Figure, { name: string; perUnit: number; digits: number }> = {
  wallSeconds: { name: 'wall, s', perUnit: 1, digits: 2 },
  cpuSeconds: { name: 'CPU, s', perUnit: 1, digits: 2 },
  peakMemoryBytes: { name: 'peak memory, MiB', perUnit: MIB, digits: 0 },
  sizeBytes: { name: 'file, MB', perUnit: 1e6, digits: 3 },
};

export function describeReport(report: BenchReport): string {
  const { machine, chrome, runs } = report;
  return [
    `${machine}, ${chrome}, ${runs} ${runs === 1 ? 'run' : 'runs'} each`,
    ...report.scenes.map(describeSceneFigures),
  ].join('\n\n');
}

export function describeSceneFigures(figures: SceneFigures): string {
  const { scene, frames, width, height, limit, overLimit } = figures;
  const lines = [`${scene}: ${frames} frames, ${width}×${height}`, cells('', ['min', 'median', 'max'])];
  for (const [subject, measured] of Object.entries(figures.subjects)) {
    for (const figure of FIGURES) {
      const { name, perUnit, digits } = ROWS[figure];
      lines.push(spreadCells(`  ${subject}: ${name}`, measured[figure], perUnit, digits));
    }
    const { closeness } = measured;
    if (closeness)
      lines.push(
        `  ${subject}: SSIM ${closeness.ssim.toFixed(6)}, PSNR ${closeness.psnr.toFixed(2)} dB against lossless frames`,
      );
    const stages = measured.runs.at(-1)!.stages;
    if (stages) lines.push(`  ${subject}: stages of the last run, ms: ${formatStages(stages)}`);
  }
  for (const [peer, ratio] of Object.entries(figures.ratios)) {
    for (const figure of FIGURES)
      lines.push(spreadCells(`  edgereel / ${peer}: ${ROWS[figure].name.split(',')[0]}`, ratio[figure], 1, 3));
  }
  lines.push(`  limit, encoding alone: ${limit.wallSeconds.toFixed(2)} s, ${limit.cpuSeconds.toFixed(2)} CPU s`);
  if (overLimit) {
    const above = (overLimit.fractionAbove * 100).toFixed(0);
    lines.push(
      `  edgereel / limit: wall ${overLimit.wall.toFixed(2)}, CPU ${overLimit.cpu.toFixed(2)}; ${above} % of the CPU time is above the limit`,
    );
  }
  return lines.join('\n');
}

const formatStages = (stages: Record<string, number>): string =>
  Object.entries(stages)
    .map(([stage, ms]) => `${stage} ${Math.round(ms)}`)
    .join(', ');

const spreadCells = (name: string, { min, median, max }: Spread, perUnit: number, digits: number): string =>
  cells(
    name,
    [min, median, max].map((value) => (value / perUnit).toFixed(digits)),
  );

const cells = (name: string, values: string[]): string =>
  `${name.padEnd(42)}${values.map((value) => value.padStart(10)).join('')}`;

export function describeLatency({
  totalMs,
  parts,
  orchestrationMs,
  orchestrationFraction,
  chunks,
  nodes,
}: Latency): string {
  const rows = Object.entries(parts).map(
    ([name, ms]) => `  ${name.replace(/Ms$/, '').padEnd(14)}${ms.toFixed(0).padStart(8)} ms`,
  );
  const share = (orchestrationFraction * 100).toFixed(1);
  return [
    `From POST to the finished object: ${totalMs.toFixed(0)} ms; ${chunks} chunks on ${nodes} warm ${nodes === 1 ? 'node' : 'nodes'}`,
    ...rows,
    `No node at work: ${orchestrationMs.toFixed(0)} ms, ${share} % of it`,
  ].join('\n');
}
