/**
 * A 60-minute video on farms of many sizes, by simulation.
 * @module
 */
import { CONTAINER_SLOTS, MAX_PARALLEL_CHUNKS } from '#contracts/limits.ts';
import { linePanel, logTicks } from './line-panel.ts';
import { simulateRender, type Simulation, type Work } from './simulate.ts';
import { svgDocument, text } from './svg.ts';

const CONTAINERS = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** Assumed of one slot of such a container, 1080p; of the order of what the bench measures on one core. */
export const HOUR_LONG: Work = {
  frames: 60 * 60 * 30,
  secondsPerFrame: 0.08,
  secondsPerChunk: 1,
  planSeconds: 20,
  assembleSeconds: 10,
  assembleSecondsPerChunk: 0.05,
  exchangeSeconds: 0.05,
  maxParallelChunks: MAX_PARALLEL_CHUNKS,
};

type ColdStart = { name: string; seconds: (container: number) => number };

const COLD_STARTS: readonly ColdStart[] = [
  ...[1, 10, 80].map((seconds) => ({ name: `${seconds} s cold start`, seconds: () => seconds })),
  // Spread evenly over the logarithm, by the golden ratio: no two runs differ.
  { name: 'mixed, 1–80 s', seconds: (container) => 80 ** ((container * 0.618_034) % 1) },
];

export interface FarmRun extends Simulation {
  containers: number;
  coldStart: string;
}

export function simulateFarms(work: Work = HOUR_LONG): FarmRun[] {
  return COLD_STARTS.flatMap(({ name, seconds }) =>
    CONTAINERS.map((containers) => {
      const farm = { containers, slotsPerContainer: CONTAINER_SLOTS, coldStartSeconds: seconds };
      return { containers, coldStart: name, ...simulateRender(farm, work) };
    }),
  );
}

export function describeFarms(runs: readonly FarmRun[]): string {
  const rows = runs.map(
    ({ coldStart, containers, totalSeconds, busySeconds, peakSlots, containersUsed, idleSeconds }) =>
      [
        coldStart.padEnd(18),
        String(containers).padStart(10),
        (totalSeconds / 60).toFixed(2).padStart(10),
        (busySeconds / totalSeconds).toFixed(1).padStart(12),
        String(peakSlots).padStart(12),
        String(containersUsed).padStart(10),
        idleSeconds.toFixed(1).padStart(10),
      ].join(''),
  );
  const head = `${''.padEnd(18)}containers   minutes  mean slots  peak slots      used    idle s`;
  return ['60-minute 1080p30 video, simulated with the real scheduling', head, ...rows].join('\n');
}

export function plotFarms(runs: readonly FarmRun[]): string {
  const series = COLD_STARTS.map(({ name }) => ({
    name,
    points: runs
      .filter(({ coldStart }) => coldStart === name)
      .map((run) => [run.containers, run.totalSeconds / 60] as const),
  }));
  const panel = {
    ...{ title: '', xLabel: 'containers, four slots each', yLabel: 'minutes until the file is finished' },
    ...{ xTicks: CONTAINERS, yTicks: logTicks(runs.map((run) => run.totalSeconds / 60)), series, nameRoom: 130 },
  };
  return svgDocument(760, 440, [
    text(24, 36, 'A 60-minute video on 1 to 256 containers', { class: 'title' }),
    text(
      24,
      58,
      `Simulated with the real scheduling; ${HOUR_LONG.secondsPerFrame * 1000} ms a frame and slot, at most ${HOUR_LONG.maxParallelChunks} chunks at once`,
      {
        class: 'muted',
      },
    ),
    ...linePanel(panel, { x: 70, y: 100, width: 660, height: 280 }),
  ]);
}
