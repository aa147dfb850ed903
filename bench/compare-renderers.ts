/**
 * The bench as it runs without a mode: scenes, rendered by us and by the peers that are asked for.
 * @module
 */
import { availableParallelism } from 'node:os';
import type { EnginePaths } from '../local/setup/ensure-engine.ts';
import type { BenchReport } from './bench-report.ts';
import { describeMachine, readCommit, readVersion } from './machine.ts';
import { measureScene } from './measure-scene.ts';
import { installPeer, prepareRemotion } from './peers.ts';
import { prepareScene, type PreparedScene, type Scene } from './scenes.ts';
import type { Peer } from './subjects.ts';

export interface Comparison {
  scenes: readonly Scene[];
  peers: readonly Peer[];
  runs: number;
  engine: EnginePaths;
  workDir: string;
  log: (line: string) => void;
  signal: AbortSignal;
}

export async function compareRenderers({ scenes, peers, ...options }: Comparison): Promise<BenchReport> {
  const { engine, runs, log, signal } = options;
  const prepared: PreparedScene[] = [];
  for (const scene of scenes) prepared.push(await prepareScene(scene, engine.ffmpegPath));
  for (const peer of peers) await installPeer(peer, log, signal);
  if (peers.includes('remotion')) await prepareRemotion(prepared);
  const chromeVersion = await readVersion(engine.chromePath);
  const report: BenchReport = {
    ...{
      date: new Date().toISOString(),
      commit: await readCommit(),
      machine: describeMachine(),
      chrome: chromeVersion,
    },
    ...{ runs, scenes: [] },
  };
  const common = {
    ...options,
    subjects: ['edgereel', ...peers] as const,
    chromeVersion,
    cores: availableParallelism(),
  };
  for (const scene of prepared) report.scenes.push(await measureScene(scene, common));
  return report;
}
