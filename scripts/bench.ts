/**
 * `npm run bench`: what renders cost on this machine, beside encoding alone and, if asked, beside other renderers.
 * @module
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { makeTempFolder } from '../container/temp-folder.ts';
import type { BenchReport } from './bench/bench-report.ts';
import { appendHistory, describeChanges, HISTORY_FILE, readHistory, toHistory } from './bench/history.ts';
import { describeMachine, readCommit, readVersion } from './bench/machine.ts';
import { measureScene } from './bench/measure-scene.ts';
import { installPeer, prepareRemotion } from './bench/peers.ts';
import { plotPeers } from './bench/peers-plot.ts';
import { describeReport } from './bench/report.ts';
import { findScenes, prepareScene, shorten } from './bench/scenes.ts';
import { PEERS, type Peer } from './bench/subjects.ts';
import { buildAll } from './build.ts';
import { fromCaller, STATE_DIR } from './paths.ts';
import { parseCount, readRepeated, runProgram, UsageError } from './run-program.ts';
import { ensureEngine } from './setup/engine.ts';

const args = {
  scene: {
    type: 'string',
    description: 'A scene under bench/scenes; may be repeated (default: all)',
    valueHint: 'NAME',
  },
  runs: { type: 'string', default: '3', description: 'How often each one renders', valueHint: 'N' },
  peers: { type: 'boolean', default: false, description: `Also ${PEERS.join(' and ')}, in turn with ours` },
  peer: { type: 'string', description: 'Only this peer; may be repeated', valueHint: 'NAME' },
  seconds: { type: 'string', description: 'Only the first seconds of each scene, for a quick look', valueHint: 'N' },
  out: {
    type: 'string',
    default: '.edgereel/bench.json',
    description: 'Where the figures go as JSON',
    valueHint: 'FILE',
  },
  plot: { type: 'string', description: 'Also draw the comparison as SVG', valueHint: 'FILE' },
  history: {
    type: 'boolean',
    default: true,
    description: 'Add whole scenes to bench/history.jsonl (--no-history: only compare)',
  },
  json: { type: 'boolean', default: false, description: 'Print the figures as one line of JSON' },
} as const;

await runProgram(
  { meta: { name: 'npm run bench --', description: 'Measure renders: time, CPU, memory, size, quality.' }, args },
  async ({ args: options, rawArgs, signal }) => {
    const seconds = parseCount('seconds', options.seconds, 1, 3_600) ?? Infinity;
    const scenes = findScenes(readRepeated(rawArgs, 'scene')).map((scene) => shorten(scene, seconds));
    const peers = choosePeers(options.peers, readRepeated(rawArgs, 'peer'));
    const runs = parseCount('runs', options.runs, 1, 100)!;
    const log = console.error;
    const engine = await ensureEngine({ log, signal });
    await buildAll();
    const prepared = [];
    for (const scene of scenes) prepared.push(await prepareScene(scene, engine.ffmpegPath));
    for (const peer of peers) await installPeer(peer, log, signal);
    if (peers.includes('remotion')) await prepareRemotion(prepared);
    const chrome = await readVersion(engine.chromePath);
    const report: BenchReport = {
      ...{ date: new Date().toISOString(), commit: await readCommit(), machine: describeMachine(), chrome, runs },
      scenes: [],
    };
    await using folder = await makeTempFolder(join(STATE_DIR, 'bench'), 'run');
    for (const scene of prepared) {
      report.scenes.push(
        await measureScene(scene, {
          ...{ subjects: ['edgereel', ...peers], runs, engine, chromeVersion: chrome, cores: availableParallelism() },
          ...{ workDir: folder.path, log, signal },
        }),
      );
    }
    await writeOut(options.out, `${JSON.stringify(report, null, 2)}\n`);
    if (options.plot !== undefined) await writeOut(options.plot, plotPeers(report));
    console.log(options.json ? JSON.stringify(report) : describeReport(report));
    if (seconds === Infinity) for (const line of await keepHistory(report, options.history)) log(line);
  },
);

async function writeOut(path: string, content: string): Promise<void> {
  const file = fromCaller(path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

async function keepHistory(report: BenchReport, isKept: boolean): Promise<string[]> {
  const entries = toHistory(report);
  const changes = describeChanges(await readHistory(HISTORY_FILE), entries);
  if (isKept) await appendHistory(HISTORY_FILE, entries);
  return changes;
}

function choosePeers(all: boolean, names: readonly string[]): readonly Peer[] {
  const unknown = names.find((name) => !PEERS.includes(name as Peer));
  if (unknown !== undefined) throw new UsageError(`There is no peer ${unknown}. There are: ${PEERS.join(', ')}.`);
  if (names.length > 0) return PEERS.filter((peer) => names.includes(peer));
  return all ? PEERS : [];
}
