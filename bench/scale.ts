/**
 * How the cost of a render grows with frames, pixels, elements and nodes.
 * @module
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EnginePaths } from '../local/setup/ensure-engine.ts';
import { meter } from './meter.ts';
import { prepareScene, SCENE_FPS, SCENES, type Scene } from './scenes.ts';
import { readStages } from './stages.ts';
import { edgereelCommand } from './subjects.ts';

export const AXES = ['frames', 'pixels', 'elements', 'nodes'] as const;
export type Axis = (typeof AXES)[number];

export interface ScalePoint {
  axis: Axis;
  /** Frames, pixels of a frame, elements, nodes. */
  value: number;
  label: string;
  wallSeconds: number;
  cpuSeconds: number;
  /** Time of the render itself, without the start of the local system. */
  renderSeconds: number;
  peakMemoryBytes: number;
}

interface ScaleJob {
  axis: Axis;
  value: number;
  label: string;
  scene: Scene;
  nodes: number;
}

const TITLES = SCENES.find(({ name }) => name === 'titles')!;
const DATA_STORY = SCENES.find(({ name }) => name === 'data-story')!;
const ELEMENTS = 420;

/** The titles with motion to their end, whatever their length and size. */
function titles(seconds: number, height = 1080): Scene {
  const [zoom, width] = [height / 1080, (height * 16) / 9];
  return {
    ...TITLES,
    name: `titles-${seconds}s-${height}p`,
    seconds,
    edits: [
      ['titles.js', 'SECONDS = 10', `SECONDS = ${seconds}`],
      ['index.html', `data-duration="${TITLES.seconds}"`, `data-duration="${seconds}"`],
      ['index.html', 'data-width="1920"', `data-width="${width}"`],
      ['index.html', 'data-height="1080"', `data-height="${height}"`],
      ['base.css', 'overflow: hidden;', `overflow: hidden; zoom: ${zoom};`],
    ],
  };
}

function dataStory(seconds: number, times: number): Scene {
  const edits = [
    ['data-story.js', 'TIMES = 1', `TIMES = ${times}`],
    ['index.html', `data-duration="${DATA_STORY.seconds}"`, `data-duration="${seconds}"`],
  ] as const;
  return { ...DATA_STORY, name: `data-story-${seconds}s-${times}x`, seconds, edits };
}

/** Everything but the nodes is measured on one. The shortest scenes last `seconds`. */
function scaleJobs(seconds: number): ScaleJob[] {
  const [byFrames, byElements] = [[1, 4, 16] as const, [1, 4, 8] as const];
  return [
    ...byFrames.map((times): ScaleJob => {
      const scene = titles(seconds * times);
      return { axis: 'frames', value: seconds * times * SCENE_FPS, label: `${times}×`, scene, nodes: 1 };
    }),
    ...[720, 1080, 2160].map((height): ScaleJob => {
      const value = ((height * 16) / 9) * height;
      return { axis: 'pixels', value, label: `${height}p`, scene: titles(seconds, height), nodes: 1 };
    }),
    ...byElements.map((times): ScaleJob => {
      const value = ELEMENTS * times;
      return { axis: 'elements', value, label: String(value), scene: dataStory(seconds, times), nodes: 1 };
    }),
    ...[1, 2].map((nodes): ScaleJob => {
      return { axis: 'nodes', value: nodes, label: String(nodes), scene: titles(seconds * 4), nodes };
    }),
  ];
}

export interface ScaleOptions {
  engine: EnginePaths;
  workDir: string;
  axes: readonly Axis[];
  /** Length of the shortest scenes. */
  seconds: number;
  log: (line: string) => void;
  signal: AbortSignal;
}

export async function measureScale({
  engine,
  workDir,
  axes,
  seconds,
  log,
  signal,
}: ScaleOptions): Promise<ScalePoint[]> {
  const points: ScalePoint[] = [];
  for (const { axis, value, label, scene, nodes } of scaleJobs(seconds).filter((job) => axes.includes(job.axis))) {
    const folder = join(workDir, `${axis}-${label}`);
    await mkdir(folder, { recursive: true });
    const prepared = await prepareScene(scene, engine.ffmpegPath);
    const job = { scene: prepared, outputPath: join(folder, 'output.mp4'), workDir: folder, engine, cores: nodes };
    const usage = await meter(edgereelCommand(job, ['--nodes', String(nodes)]), folder, signal);
    const renderSeconds = (await readStages(folder)).total! / 1000;
    const { wallSeconds, cpuSeconds, peakMemoryBytes } = usage;
    log(
      `${axis} ${label}: ${renderSeconds.toFixed(1)} s of ${wallSeconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} CPU s`,
    );
    points.push({ axis, value, label, wallSeconds, cpuSeconds, renderSeconds, peakMemoryBytes });
    await rm(folder, { recursive: true });
  }
  return points;
}
