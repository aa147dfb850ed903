/**
 * What one call of the bench found, as its JSON file holds it.
 * @module
 */
import type { SceneFigures } from './measure-scene.ts';

export interface BenchReport {
  /** ISO 8601. */
  date: string;
  /** Commit of the project; with `+` when files differ from it. */
  commit: string;
  /** Cores, processor, memory: what makes two runs comparable. */
  machine: string;
  chrome: string;
  runs: number;
  scenes: SceneFigures[];
}
