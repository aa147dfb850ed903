/**
 * One chunk: capture meets encode.
 * @module
 */
import { EdgereelError, withDetails } from '#contracts/errors.ts';
import { chunkKey } from '#contracts/keys.ts';
import type { Chunk, RenderPlan } from '#contracts/plan.ts';
import type { ChunkCall, ChunkResult, NodeProgress } from '#contracts/protocol.ts';
import type { ArtifactStore } from './artifacts/artifact-store.ts';
import type { LoadedPlan } from './artifacts/plan-cache.ts';
import type { BrowserLease } from './browser/browser-pool.ts';
import { checkChunk } from './assemble/check-chunk.ts';
import { captureFrames } from './capture/capture-frames.ts';
import { openComposition, type CompositionPage } from './capture/composition-page.ts';
import { checkFrozen, checkReadiness, checkScripts } from './plan/check-page.ts';
import { encodeFrames } from './encode/encode-frames.ts';
import type { Engine } from './engine.ts';
import { fromSystemError } from './node-errors.ts';
import { startStopwatch, type Stopwatch } from './stopwatch.ts';
import { makeTempFolder } from './temp-folder.ts';

interface ChunkOptions {
  signal: AbortSignal;
  onProgress: (progress: NodeProgress) => void;
}

/** Renders a chunk and stores it. A chunk that is in the store already is not rendered again. */
export async function renderChunk(
  engine: Engine,
  store: ArtifactStore,
  call: ChunkCall,
  options: ChunkOptions,
): Promise<ChunkResult> {
  await using loaded = await engine.plans.open(store, call.tenantId, call.planHash);
  const chunk = findChunk(loaded.plan, call.index);
  const key = chunkKey(call.tenantId, call.planHash, chunk.index);
  const stored = await store.head(key);
  const frames = chunk.endFrame - chunk.startFrame;
  if (stored?.sha256)
    return { index: chunk.index, frames, sizeBytes: stored.sizeBytes, sha256: stored.sha256, stages: {} };

  await using folder = await makeTempFolder(engine.workDir, `chunk-${chunk.index}`);
  const watch = startStopwatch();
  const path = folder.file('chunk.mp4');
  await makeChunkFile(engine, loaded, chunk, path, watch, options);
  const { sizeBytes, sha256 } = await watch.time('upload', () => store.putFile(key, path, 'video/mp4'));
  return { index: chunk.index, frames, sizeBytes, sha256, stages: watch.stages() };
}

export function findChunk(plan: RenderPlan, index: number): Chunk {
  const chunk = plan.chunks[index];
  if (!chunk)
    throw new EdgereelError('CHUNK_MISMATCH', `The plan has ${plan.chunks.length} chunks; there is no chunk ${index}.`);
  return chunk;
}

/** Renders a chunk into a file and checks it: frames, keyframes, size. */
async function makeChunkFile(
  engine: Engine,
  loaded: LoadedPlan,
  chunk: Chunk,
  outputPath: string,
  watch: Stopwatch,
  { signal, onProgress }: ChunkOptions,
): Promise<void> {
  const { plan } = loaded;
  if (plan.engine.id !== engine.build.id) {
    throw new EdgereelError(
      'ENGINE_MISMATCH',
      `The plan was made by engine ${plan.engine.id}; this node runs ${engine.build.id}.`,
    );
  }
  const framesTotal = chunk.endFrame - chunk.startFrame;
  try {
    await using lease = await watch.time('browser', () => engine.browsers.lease());
    await using page = await watch.time('page', () => openPlannedPage(engine, lease, loaded, signal));
    const frames = captureFrames(page, { ...chunk, fps: plan.fps });
    await watch.time('capture', () =>
      encodeFrames(
        frames,
        { ffmpegPath: engine.ffmpegPath, encode: plan.encode, fps: plan.fps, outputPath },
        {
          signal,
          onFrame: (framesDone) => onProgress({ stage: 'capture', framesDone, framesTotal }),
        },
      ),
    );
    await page.checkDrawing();
    await checkFrozen(page);
    checkScripts(page);
    await watch.time('check', () => checkChunk(outputPath, plan, framesTotal));
  } catch (error) {
    throw withDetails(fromSystemError(error), { stage: 'chunk', chunkIndex: chunk.index });
  }
}

/** The composition as it was planned, ready, in a page of its own. */
export async function openPlannedPage(
  engine: Engine,
  lease: BrowserLease,
  { plan, files, remote }: LoadedPlan,
  signal: AbortSignal,
): Promise<CompositionPage> {
  const { page, readiness } = await openComposition(
    lease,
    {
      files,
      remote,
      engineAssets: engine.engineAssets,
      entry: plan.entry,
      setup: {
        variables: plan.variables,
        mode: 'capture',
        fps: plan.fps,
        fontSheets: plan.fontSheets,
        absentTimelines: plan.absentTimelines,
      },
      viewport: { width: plan.width / plan.scale, height: plan.height / plan.scale, scale: plan.scale },
      readyTimeoutMs: engine.readyTimeoutMs,
    },
    signal,
  );
  try {
    await checkFrozen(page);
    checkReadiness(readiness, engine.readyTimeoutMs);
    return page;
  } catch (error) {
    await page[Symbol.asyncDispose]();
    throw error;
  }
}
