/**
 * One scene, rendered by each subject in turn, as often as asked: A, B, A, B.
 * @module
 */
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EnginePaths } from '../local/setup/ensure-engine.ts';
import { compareVideo, type Closeness } from './compare-video.ts';
import { encodeAlone, type EncodeLimit } from './encode-alone.ts';
import { meter, type Usage } from './meter.ts';
import { losslessFrames } from './reference.ts';
import { SCENE_FPS, type PreparedScene } from './scenes.ts';
import { ratios, spread, type Spread } from './spread.ts';
import { readStages } from './stages.ts';
import { COMMANDS, type Job, type Subject } from './subjects.ts';

export interface Run extends Usage {
  sizeBytes: number;
  /** Times of our own render by stage, in milliseconds: wall time of the plan, sums over nodes of the rest. */
  stages?: Record<string, number>;
}

export interface SubjectFigures {
  runs: Run[];
  wallSeconds: Spread;
  cpuSeconds: Spread;
  peakMemoryBytes: Spread;
  sizeBytes: Spread;
  /** Closeness of the first run; null for a scene written a second time, whose frames are others. */
  closeness: Closeness | null;
}

export interface SceneFigures {
  scene: string;
  frames: number;
  seconds: number;
  width: number;
  height: number;
  subjects: Partial<Record<Subject, SubjectFigures>>;
  limit: EncodeLimit;
  /** Ours over encoding alone; null when ours was not measured. */
  overLimit: { wall: number; cpu: number; fractionAbove: number } | null;
  /** Ours over a peer's, run by run. */
  ratios: Partial<Record<Subject, Record<Figure, Spread>>>;
}

export const FIGURES = ['wallSeconds', 'cpuSeconds', 'peakMemoryBytes', 'sizeBytes'] as const;
export type Figure = (typeof FIGURES)[number];

export interface MeasureOptions {
  subjects: readonly Subject[];
  runs: number;
  engine: EnginePaths;
  chromeVersion: string;
  cores: number;
  workDir: string;
  log: (line: string) => void;
  signal: AbortSignal;
}

export async function measureScene(scene: PreparedScene, options: MeasureOptions): Promise<SceneFigures> {
  const { subjects, workDir, engine, cores, log, signal } = options;
  const job = async (name: string): Promise<Job> => {
    const folder = join(workDir, scene.name, name);
    await mkdir(folder, { recursive: true });
    return { scene, outputPath: join(folder, 'output.mp4'), workDir: folder, engine, cores };
  };
  log(`${scene.name}: lossless frames …`);
  const reference = await losslessFrames(await job('reference'), options.chromeVersion, signal);
  const runs = new Map<Subject, Run[]>(subjects.map((subject) => [subject, []]));
  const closeness = new Map<Subject, Closeness | null>();
  for (let index = 1; index <= options.runs; index++) {
    for (const subject of subjects) {
      const ours = await job(`${subject}-${index}`);
      const run = await renderMeasured(subject, ours, signal);
      log(
        `${scene.name}: ${subject}, run ${index} of ${options.runs}: ${run.wallSeconds.toFixed(1)} s, ${run.cpuSeconds.toFixed(1)} CPU s`,
      );
      if (run.leftovers.length > 0) log(`  left running: ${run.leftovers.join(' | ')}`);
      runs.get(subject)!.push(run);
      if (index === 1)
        closeness.set(subject, subject === 'remotion' ? null : await compareVideo(ours.outputPath, reference, engine));
      await rm(ours.workDir, { recursive: true });
    }
  }
  log(`${scene.name}: encoding alone …`);
  const limitJob = await job('limit');
  const limit = await encodeAlone(scene, reference, engine.ffmpegPath, cores, limitJob.workDir, signal);
  await rm(join(workDir, scene.name), { recursive: true });
  return describeScene(scene, runs, closeness, limit);
}

async function renderMeasured(subject: Subject, job: Job, signal: AbortSignal): Promise<Run> {
  const usage = await meter(COMMANDS[subject](job), job.workDir, signal);
  const { size } = await stat(job.outputPath);
  const run = { ...usage, sizeBytes: size };
  return subject === 'edgereel' ? { ...run, stages: await readStages(job.workDir) } : run;
}

export function describeScene(
  scene: PreparedScene,
  runs: ReadonlyMap<Subject, Run[]>,
  closeness: ReadonlyMap<Subject, Closeness | null>,
  limit: EncodeLimit,
): SceneFigures {
  const valuesOf = (subject: Subject, figure: Figure) => runs.get(subject)!.map((run) => run[figure]);
  const subjects = [...runs.keys()].map((subject) => [
    subject,
    {
      runs: runs.get(subject)!,
      ...Object.fromEntries(FIGURES.map((figure) => [figure, spread(valuesOf(subject, figure))])),
      closeness: closeness.get(subject) ?? null,
    },
  ]);
  const peers = runs.has('edgereel') ? [...runs.keys()].filter((subject) => subject !== 'edgereel') : [];
  const compared = peers.map((peer) => [
    peer,
    Object.fromEntries(FIGURES.map((figure) => [figure, ratios(valuesOf('edgereel', figure), valuesOf(peer, figure))])),
  ]);
  return {
    ...{ scene: scene.name, frames: scene.frames, seconds: scene.frames / SCENE_FPS },
    ...{ width: 1920 * scene.scale, height: 1080 * scene.scale },
    subjects: Object.fromEntries(subjects) as SceneFigures['subjects'],
    limit,
    overLimit: runs.has('edgereel')
      ? overLimit(
          spread(valuesOf('edgereel', 'wallSeconds')).median,
          spread(valuesOf('edgereel', 'cpuSeconds')).median,
          limit,
        )
      : null,
    ratios: Object.fromEntries(compared) as SceneFigures['ratios'],
  };
}

function overLimit(wallSeconds: number, cpuSeconds: number, limit: EncodeLimit): SceneFigures['overLimit'] {
  return {
    wall: wallSeconds / limit.wallSeconds,
    cpu: cpuSeconds / limit.cpuSeconds,
    fractionAbove: 1 - limit.cpuSeconds / cpuSeconds,
  };
}
