/**
 * What earlier runs measured, so that a slowdown shows.
 * @module
 */
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPO_ROOT } from '../local/paths.ts';
import type { BenchReport } from './bench-report.ts';

export const HISTORY_FILE = join(REPO_ROOT, 'bench/history.jsonl');

/** Medians of one scene. The ratios to encoding alone hold across days; plain seconds only under the same weather. */
export interface HistoryEntry {
  date: string;
  commit: string;
  machine: string;
  chrome: string;
  scene: string;
  runs: number;
  wallSeconds: number;
  cpuSeconds: number;
  wallOverLimit: number;
  cpuOverLimit: number;
  peakMemoryBytes: number;
  sizeBytes: number;
  ssim: number | null;
}

const COMPARED = ['wallOverLimit', 'cpuOverLimit', 'peakMemoryBytes', 'sizeBytes'] as const;
/** Below this a change may be the weather. */
const NOTABLE = 0.05;

export function toHistory({ date, commit, machine, chrome, runs, scenes }: BenchReport): HistoryEntry[] {
  return scenes.flatMap(({ scene, subjects, overLimit }) => {
    const ours = subjects.edgereel;
    if (!ours || !overLimit) return [];
    return {
      ...{ date, commit, machine, chrome, scene, runs },
      ...{ wallSeconds: ours.wallSeconds.median, cpuSeconds: ours.cpuSeconds.median },
      ...{ wallOverLimit: overLimit.wall, cpuOverLimit: overLimit.cpu },
      ...{ peakMemoryBytes: ours.peakMemoryBytes.median, sizeBytes: ours.sizeBytes.median },
      ssim: ours.closeness?.ssim ?? null,
    };
  });
}

/** One line a scene: what changed since the last entry of a machine of the same kind. */
export function describeChanges(history: readonly HistoryEntry[], entries: readonly HistoryEntry[]): string[] {
  return entries.map((entry) => {
    const last = history.findLast(({ machine, scene }) => machine === entry.machine && scene === entry.scene);
    if (!last) return `${entry.scene}: the first entry of this kind of machine`;
    const changes = COMPARED.map((figure) => describeChange(figure, entry[figure] / last[figure] - 1));
    return `${entry.scene}, since ${last.commit} of ${last.date.slice(0, 10)}: ${changes.join(', ')}`;
  });
}

function describeChange(figure: (typeof COMPARED)[number], change: number): string {
  const percent = `${figure} ${change >= 0 ? '+' : '−'}${Math.abs(change * 100).toFixed(1)} %`;
  return change > NOTABLE ? `${percent} WORSE` : percent;
}

/** Empty when there is no file yet. Throws on a line that is none of ours. */
export async function readHistory(path: string): Promise<HistoryEntry[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as HistoryEntry);
}

export async function appendHistory(path: string, entries: readonly HistoryEntry[]): Promise<void> {
  await appendFile(path, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
}
