/**
 * The scenes that are measured: which there are, and their folders made ready to render.
 * @module
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import type { Content } from '#contracts/plan.ts';
import { REPO_ROOT } from '../local/paths.ts';
import { UsageError } from '../local/run-program.ts';
import { BENCH_CACHE } from './cache.ts';
import { makeSourceVideo, SOURCE_VIDEOS } from './source-videos.ts';

export const SCENES_DIR = join(REPO_ROOT, 'bench/scenes');
export const SCENE_FPS = 30;

export interface Scene {
  name: string;
  /** Under `bench/scenes`. */
  folder: string;
  /** Id of its Remotion version. */
  remotionId: string;
  seconds: number;
  /** Pixels of the output over those of the composition, in each direction. */
  scale: 1 | 2;
  /** Kind of its pictures, as the engine finds it. Default: graphics. */
  content?: Content;
  /** What draws with WebGL takes other settings with some. Default false. */
  usesWebGl?: true;
  /** Texts of its files that make a longer or fuller scene of it. Each must occur. */
  edits?: readonly (readonly [file: string, find: string, replace: string])[];
}

export const SCENES: readonly Scene[] = [
  { name: 'titles', folder: 'titles', remotionId: 'Titles', seconds: 10, scale: 1 },
  { name: 'explainer', folder: 'explainer', remotionId: 'Explainer', seconds: 15, scale: 1 },
  { name: 'data-story', folder: 'data-story', remotionId: 'DataStory', seconds: 12, scale: 1 },
  {
    name: 'picture-in-picture',
    folder: 'picture-in-picture',
    remotionId: 'PictureInPicture',
    seconds: 12,
    scale: 1,
    content: 'footage',
  },
  {
    name: 'three-objects',
    folder: 'three-objects',
    remotionId: 'ThreeObjects',
    seconds: 10,
    scale: 1,
    content: 'footage',
    usesWebGl: true,
  },
  {
    name: 'explainer-60',
    folder: 'explainer',
    remotionId: 'Explainer60',
    seconds: 60,
    scale: 1,
    edits: [['index.html', 'data-duration="15"', 'data-duration="60"']],
  },
  { name: 'titles-2160p', folder: 'titles', remotionId: 'Titles', seconds: 10, scale: 2 },
];

const durationText = (seconds: number): string => `data-duration="${seconds}"`;

export function findScenes(names: readonly string[]): readonly Scene[] {
  if (names.length === 0) return SCENES;
  return names.map((name) => {
    const scene = SCENES.find((known) => known.name === name);
    if (!scene)
      throw new UsageError(`There is no scene ${name}. There are: ${SCENES.map((known) => known.name).join(', ')}.`);
    return scene;
  });
}

/** The first seconds of a scene, for a quick look. */
export function shorten(scene: Scene, seconds: number): Scene {
  if (seconds >= scene.seconds) return scene;
  const edits = [...(scene.edits ?? []), ['index.html', durationText(scene.seconds), durationText(seconds)] as const];
  return { ...scene, seconds, edits };
}

export interface PreparedScene extends Scene {
  /** A site of its own, with all it loads. */
  path: string;
  /** Hash of all its files: equal ones give equal pictures. */
  contentHash: string;
  frames: number;
}

/** Puts a scene's folder together in the cache. A folder is named after its content and so never changes. */
export async function prepareScene(scene: Scene, ffmpegPath: string): Promise<PreparedScene> {
  const files = new Map<string, Uint8Array>();
  for (const folder of ['shared', scene.folder]) {
    for (const name of await readdir(join(SCENES_DIR, folder)))
      files.set(name, await readFile(join(SCENES_DIR, folder, name)));
  }
  for (const [file, find, replace] of scene.edits ?? []) files.set(file, edit(files.get(file), file, find, replace));
  const pages = [...files.values()].map((bytes) => Buffer.from(bytes).toString('utf8')).join('\n');
  for (const [path, make] of Object.entries(ASSETS)) {
    if (pages.includes(path)) files.set(path, await make(ffmpegPath));
  }
  const hash = createHash('sha256');
  for (const [path, bytes] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${path}\0`).update(bytes);
  const contentHash = hash.digest('hex').slice(0, 12);
  const path = join(BENCH_CACHE, 'scenes', `${scene.name}-${contentHash}`);
  await writeFolder(path, files);
  return { ...scene, path, contentHash, frames: scene.seconds * SCENE_FPS };
}

function edit(bytes: Uint8Array | undefined, file: string, find: string, replace: string): Uint8Array {
  const text = Buffer.from(bytes ?? []).toString('utf8');
  if (!text.includes(find)) throw new Error(`bench/scenes: ${file} does not hold ${find}.`);
  return Buffer.from(text.replaceAll(find, replace));
}

const fromNodeModules = (path: string) => () => readFile(join(REPO_ROOT, 'node_modules', path));

/** What a page gets when it names it. */
const ASSETS: Record<string, (ffmpegPath: string) => Promise<Uint8Array>> = {
  'vendor/gsap.min.js': fromNodeModules('gsap/dist/gsap.min.js'),
  'vendor/inter.woff2': fromNodeModules('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
  'vendor/three.js': bundleThree,
  'media/main.mp4': async (ffmpegPath) => readFile(await makeSourceVideo(SOURCE_VIDEOS.main, ffmpegPath)),
  'media/inset.mp4': async (ffmpegPath) => readFile(await makeSourceVideo(SOURCE_VIDEOS.inset, ffmpegPath)),
};

/** Three.js as a classic script with one global. */
async function bundleThree(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [join(REPO_ROOT, 'node_modules/three/build/three.module.js')],
    ...{ bundle: true, write: false, minify: true, format: 'iife', globalName: 'THREE', logLevel: 'error' },
  });
  return outputFiles[0]!.contents;
}

/** Writes all files, or none that anybody sees. */
async function writeFolder(path: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  if (existsSync(path)) return;
  const partial = `${path}.${process.pid}.part`;
  for (const [name, bytes] of files) {
    await mkdir(dirname(join(partial, name)), { recursive: true });
    await writeFile(join(partial, name), bytes);
  }
  // Another bench may have been quicker with the same bytes.
  await rename(partial, path).catch(() => rm(partial, { recursive: true }));
}
