/**
 * `npm run bench`: what renders cost on this machine, beside encoding alone and, if asked, beside other renderers; or, in one
 * of its modes, how that grows and where the time of a request goes.
 * @module
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeTempFolder } from '../container/system/temp-folder.ts';
import { compareRenderers } from './compare-renderers.ts';
import { describeFarms, plotFarms, simulateFarms } from './farm.ts';
import { appendHistory, describeChanges, HISTORY_FILE, readHistory, toHistory } from './history.ts';
import { measureLatency } from './latency.ts';
import { describeLongSource, measureLongSource } from './long-source.ts';
import { describeMachine } from './machine.ts';
import { describeNode, measureNode } from './node-alone.ts';
import { plotPeers } from './peers-plot.ts';
import { describeLatency, describeReport } from './report.ts';
import { AXES, measureScale } from './scale.ts';
import { describeScale, plotScale } from './scale-report.ts';
import { findScenes, shorten } from './scenes.ts';
import { PEERS, type Peer } from './subjects.ts';
import { buildAll } from '../scripts/build.ts';
import { fromCaller, STATE_DIR } from '../local/paths.ts';
import { parseCount, readRepeated, runProgram, UsageError } from '../local/run-program.ts';
import { ensureEngine } from '../local/setup/ensure-engine.ts';

const args = {
  scene: {
    type: 'string',
    description: 'A scene under bench/scenes; may be repeated (default: all)',
    valueHint: 'NAME',
  },
  runs: { type: 'string', default: '3', description: 'How often each one renders', valueHint: 'N' },
  seconds: {
    type: 'string',
    description: 'Only the first seconds of each scene, for a quick look; of --scale the shortest scene (4)',
    valueHint: 'N',
  },
  peers: { type: 'boolean', default: false, description: `Also ${PEERS.join(' and ')}, in turn with ours` },
  peer: { type: 'string', description: 'Only this peer; may be repeated', valueHint: 'NAME' },
  node: { type: 'boolean', default: false, description: 'Instead: a scene on one node alone, stage by stage' },
  latency: { type: 'boolean', default: false, description: 'Instead: where the time of a request on warm nodes goes' },
  scale: { type: 'boolean', default: false, description: `Instead: growth with ${AXES.join(', ')}` },
  axis: { type: 'string', description: 'Of --scale only this; may be repeated', valueHint: 'NAME' },
  long: {
    type: 'boolean',
    default: false,
    description: 'Instead: memory and disk of a node for a source of 20 minutes',
  },
  farm: { type: 'boolean', default: false, description: 'Instead: an hour of video on up to 256 simulated containers' },
  out: {
    type: 'string',
    default: '.edgereel/bench.json',
    description: 'Where the figures go as JSON',
    valueHint: 'FILE',
  },
  plot: {
    type: 'string',
    description: 'Also draw them as SVG (not of --node, --latency and --long)',
    valueHint: 'FILE',
  },
  history: {
    type: 'boolean',
    default: true,
    description: 'Add whole scenes to bench/history.jsonl',
    negativeDescription: 'Compare with the history, add nothing',
  },
  json: { type: 'boolean', default: false, description: 'Print the figures as one line of JSON' },
} as const;

/** Length of the scenes that `--scale` starts from, unless `--seconds` says otherwise: two chunks. */
const SHORTEST_SECONDS = 4;

/** What a mode found: as data, in words, and as a picture. */
interface Result {
  figures: object;
  words: string;
  plot?: string;
}

await runProgram(
  { meta: { name: 'npm run bench --', description: 'Measure renders: time, CPU, memory, size, quality.' }, args },
  async ({ args: options, rawArgs, signal }) => {
    const seconds = parseCount('seconds', options.seconds, 1, 3_600) ?? Infinity;
    const scenes = findScenes(readRepeated(rawArgs, 'scene')).map((scene) => shorten(scene, seconds));
    const peers = choosePeers(options.peers, readRepeated(rawArgs, 'peer'));
    const runs = parseCount('runs', options.runs, 1, 100)!;
    const axes = chooseFrom(AXES, 'axis', readRepeated(rawArgs, 'axis'));
    const log = console.error;

    const measure = async (): Promise<Result> => {
      if (options.farm) return simulate();
      const engine = await ensureEngine({ log, signal });
      await buildAll();
      await using folder = await makeTempFolder(join(STATE_DIR, 'bench'), 'run');
      const common = { engine, workDir: folder.path, log, signal };
      if (options.long) {
        const long = await measureLongSource(engine, folder.path);
        return { figures: long, words: describeLongSource(long) };
      }
      if (options.scale)
        return grow({ ...common, axes, seconds: Number.isFinite(seconds) ? seconds : SHORTEST_SECONDS });
      if (options.node) {
        const node = await measureNode(scenes[0]!, { ...common, runs });
        return { figures: node, words: describeNode(node) };
      }
      if (options.latency) {
        const latency = await measureLatency(scenes[0]!, common);
        return { figures: latency, words: describeLatency(latency) };
      }
      const report = await compareRenderers({ ...common, scenes, peers, runs });
      if (seconds === Infinity) {
        const entries = toHistory(report);
        for (const line of describeChanges(await readHistory(HISTORY_FILE), entries)) log(line);
        if (options.history) await appendHistory(HISTORY_FILE, entries);
      }
      return { figures: report, words: describeReport(report), plot: plotPeers(report) };
    };

    const { figures, words, plot } = await measure();
    await writeOut(options.out, `${JSON.stringify(figures, null, 2)}\n`);
    if (options.plot !== undefined && plot !== undefined) await writeOut(options.plot, plot);
    console.log(options.json ? JSON.stringify(figures) : words);
  },
);

function simulate(): Result {
  const farms = simulateFarms();
  return { figures: farms, words: describeFarms(farms), plot: plotFarms(farms) };
}

async function grow(options: Parameters<typeof measureScale>[0]): Promise<Result> {
  const points = await measureScale(options);
  return { figures: points, words: describeScale(points), plot: plotScale(points, describeMachine()) };
}

async function writeOut(path: string, content: string): Promise<void> {
  const file = fromCaller(path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

function choosePeers(all: boolean, names: readonly string[]): readonly Peer[] {
  return all || names.length > 0 ? chooseFrom(PEERS, 'peer', names) : [];
}

/** The names that are asked for, in their own order; all when none is. */
function chooseFrom<Name extends string>(
  known: readonly Name[],
  option: string,
  names: readonly string[],
): readonly Name[] {
  const unknown = names.find((name) => !known.includes(name as Name));
  if (unknown !== undefined) throw new UsageError(`--${option} must be one of ${known.join(', ')}, not ${unknown}.`);
  return names.length === 0 ? known : known.filter((name) => names.includes(name));
}
