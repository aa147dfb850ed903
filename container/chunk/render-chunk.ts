/**
 * One chunk: capture meets encode.
 * @module
 */
import type { ConsoleLine } from '#contracts/console-line.ts';
import { EdgereelError, withDetails } from '#contracts/errors.ts';
import { CONTENT_TYPES, FORMAT_FACTS, type ChunkExtension } from '#contracts/formats.ts';
import { chunkConsoleKey, chunkKey, chunkWarningsKey } from '#contracts/keys.ts';
import type { Chunk, RenderPlan } from '#contracts/plan.ts';
import type { ChunkCall, ChunkResult, NodeProgress } from '#contracts/protocol.ts';
import { boundWarnings, refuseUnforgiven, RenderWarnings, type RenderWarning } from '#contracts/warning.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { isLost } from '../artifacts/lost-objects.ts';
import type { LoadedPlan } from '../loaded-plan/loaded-plan.ts';
import type { BrowserLease } from '../browser/browser-pool.ts';
import { unlessItDies } from '../browser/unless-it-dies.ts';
import { captureFrames } from '../capture/capture-frames.ts';
import { openComposition, type CompositionPage } from '../capture/composition-page.ts';
import { withConsole } from '../capture/page-console.ts';
import { PaintObstacle } from '../capture/painter.ts';
import { pictureKindOf } from '../capture/picture-kind.ts';
import { checkChunkFile } from './check-chunk-file.ts';
import { brokenFrameWarnings } from '../media/broken-frames.ts';
import { openPageMedia } from '../media/open-page-media.ts';
import { DIES_OF_PAINTING } from '../plan/choose-painting.ts';
import { toneMapWarnings } from '../plan/plan-hdr.ts';
import { checkFrozen, checkReadiness, checkScripts } from '../plan/check-page.ts';
import { encodeChunk } from '../encode/encode-chunk.ts';
import { pictureFormOf } from '../encode/encoder-arguments.ts';
import type { Engine } from '../engine/engine.ts';
import { fromSystemError } from '../system/node-errors.ts';
import { startStopwatch, type Stopwatch } from '../system/stopwatch.ts';
import { storeConsole } from '../artifacts/store-console.ts';
import { makeSegment } from './store-segment.ts';
import { makeTempFolder } from '../system/temp-folder.ts';

interface ChunkOptions {
  signal: AbortSignal;
  onProgress: (progress: NodeProgress) => void;
}

interface ConsoleOptions {
  /** Receives the last lines of the page's console, whether the chunk is made or not. */
  onConsole: (lines: ConsoleLine[]) => Promise<void>;
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
  const extension = chunkExtensionOf(loaded.plan);
  const key = chunkKey(call.tenantId, call.planHash, chunk.index, extension);
  const frames = chunk.endFrame - chunk.startFrame;
  const warningsKey = chunkWarningsKey(call.tenantId, call.planHash, chunk.index);
  const strictness = call.strictness ?? 'best-effort';
  const stored = call.isRepair ? null : await findStored(store, key, warningsKey);
  if (stored) {
    refuseUnforgiven(stored.warnings, strictness);
    return { index: chunk.index, frames, ...stored, stages: {} };
  }

  await using folder = await makeTempFolder(engine.workDir, `chunk-${chunk.index}`);
  const watch = startStopwatch();
  const isSegment = extension === 'm4s';
  const path = folder.file(`chunk.${isSegment ? 'mp4' : extension}`);
  const { tenantId } = call;
  const onConsole = (lines: ConsoleLine[]) =>
    storeConsole(store, chunkConsoleKey(tenantId, call.planHash, chunk.index), lines);
  const make = () => makeChunkFile(engine, loaded, chunk, path, watch, { ...options, tenantId, onConsole });
  const warnings = boundWarnings(await (loaded.plan.painting ? whilePainted(make, chunk) : make()));
  // What is refused must not lie in the store for the next attempt; what is not is known before the chunk is.
  refuseUnforgiven(warnings, strictness);
  if (warnings.length > 0) await store.putJson(warningsKey, warnings);
  const { sizeBytes, sha256 } = await watch.time('upload', async () => {
    const { signal } = options;
    const stored = isSegment
      ? await makeSegment(path, loaded.plan, chunk, { store, tenantId, folder, signal, isRepair: call.isRepair })
      : path;
    return store.putFile(key, stored, CONTENT_TYPES[extension]);
  });
  return { index: chunk.index, frames, sizeBytes, sha256, stages: watch.stages(), warnings };
}

/** Size, hash and warnings of a chunk that is in the store, whose bytes are not read; null when there is none, or its warnings are damaged. */
async function findStored(store: ArtifactStore, key: string, warningsKey: string) {
  const stored = await store.head(key);
  if (!stored?.sha256) return null;
  try {
    const { sizeBytes, sha256 } = stored;
    return { sizeBytes, sha256, warnings: RenderWarnings.parse((await store.getJson(warningsKey)) ?? []) };
  } catch (error) {
    if (isLost(error)) return null;
    throw error;
  }
}

export function findChunk(plan: RenderPlan, index: number): Chunk {
  const chunk = plan.chunks[index];
  if (!chunk)
    throw new EdgereelError('CHUNK_MISMATCH', `The plan has ${plan.chunks.length} chunks; there is no chunk ${index}.`);
  return chunk;
}

function chunkExtensionOf({ encode }: RenderPlan): ChunkExtension {
  const { chunk } = FORMAT_FACTS[encode.format];
  if (chunk === null) throw new EdgereelError('CHUNK_MISMATCH', `The format ${encode.format} has no chunks.`);
  return chunk;
}

/**
 * Makes a painted chunk. Throws `PAINTING_DIFFERS` when the page cannot be painted. That shows at the same frame each time, so this too is a
 * function of plan and index.
 */
async function whilePainted(make: () => Promise<RenderWarning[]>, { index }: Chunk): Promise<RenderWarning[]> {
  let { because } = DIES_OF_PAINTING;
  try {
    const warnings = await unlessItDies(make);
    if (warnings) return warnings;
  } catch (error) {
    if (!(error instanceof PaintObstacle)) throw error;
    because = error.because;
  }
  throw new EdgereelError('PAINTING_DIFFERS', because, { details: { stage: 'chunk', chunkIndex: index } });
}

/** Renders a chunk into a file and checks it: frames, keyframes, size, that it decodes. Returns the warnings. */
async function makeChunkFile(
  engine: Engine,
  loaded: LoadedPlan,
  chunk: Chunk,
  outputPath: string,
  watch: Stopwatch,
  { tenantId, signal, onProgress, onConsole }: ChunkOptions & ConsoleOptions & { tenantId: string },
): Promise<RenderWarning[]> {
  const { plan } = loaded;
  if (plan.engine.id !== engine.build.id) {
    throw new EdgereelError(
      'ENGINE_MISMATCH',
      `The plan was made by engine ${plan.engine.id}; this node runs ${engine.build.id}.`,
    );
  }
  const framesTotal = chunk.endFrame - chunk.startFrame;
  const { encode, painting } = plan;
  let opened: CompositionPage | null = null;
  const linesOf = () => opened?.console.lines(plan.fps, chunk.index) ?? [];
  try {
    await using lease = await watch.time('browser', () => engine.browsers.lease(tenantId));
    await using page = await watch.time('page', () => openPlannedPage(engine, lease, loaded, signal));
    opened = page;
    const frames = captureFrames(page, { ...chunk, fps: plan.fps, hdr: encode.hdr, painting, isProven: true });
    await watch.time('capture', () =>
      encodeChunk(
        frames,
        {
          ffmpegPath: engine.ffmpegPath,
          encode,
          form: pictureFormOf(plan),
          fps: plan.fps,
          width: plan.width,
          height: plan.height,
          firstNumber: chunk.startFrame - plan.firstFrame + 1,
          outputPath,
        },
        {
          signal,
          onFrame: (framesDone) => onProgress({ stage: 'capture', framesDone, framesTotal }),
        },
      ),
    );
    await page.checkDrawing();
    const lossWarnings = await checkFrozen(page, plan.lost);
    checkScripts(page);
    const { ffmpegPath } = engine;
    await watch.time('check', () => checkChunkFile(outputPath, plan, chunk, { ffmpegPath, signal }));
    const toneMapped = encode.hdr ? toneMapWarnings(await page.describe()) : [];
    return [...lossWarnings, ...(await brokenFrameWarnings(page)), ...toneMapped];
  } catch (error) {
    if (error instanceof PaintObstacle) throw error;
    throw withConsole(withDetails(fromSystemError(error), { stage: 'chunk', chunkIndex: chunk.index }), linesOf());
  } finally {
    await onConsole(linesOf());
  }
}

/** The composition as it was planned, ready, in a page of its own. */
export async function openPlannedPage(
  engine: Engine,
  lease: BrowserLease,
  { plan, files, bring, remote, media }: LoadedPlan,
  signal: AbortSignal,
): Promise<CompositionPage> {
  const { page, readiness } = await openComposition(
    lease,
    {
      files,
      bring,
      remote,
      media: openPageMedia(engine.ffmpegPath, media, signal, plan.encode.hdr),
      engineAssets: engine.engineAssets,
      entry: plan.entry,
      setup: {
        variables: plan.variables,
        mode: 'capture',
        fps: plan.fps,
        fontSheets: plan.fontSheets,
        ...(plan.lostFonts && { lostFonts: plan.lostFonts }),
        absentTimelines: plan.absentTimelines,
        isTransparent: FORMAT_FACTS[plan.encode.format].hasAlpha,
      },
      picture: pictureKindOf(plan.encode),
      isPainted: plan.painting !== null,
      viewport: { width: plan.width / plan.scale, height: plan.height / plan.scale, scale: plan.scale },
      readyTimeoutMs: engine.readyTimeoutMs,
    },
    signal,
  );
  try {
    await checkFrozen(page, plan.lost);
    checkReadiness(readiness, engine.readyTimeoutMs);
    return page;
  } catch (error) {
    await page[Symbol.asyncDispose]();
    throw error;
  }
}
