/**
 * Plans a render: loads the composition, checks it, rehearses it, times it, and fixes everything that decides the bytes.
 * @module
 */
import { createHash } from 'node:crypto';
import { EdgereelError } from '#contracts/errors.ts';
import { DEFAULT_FPS } from '#contracts/fps.ts';
import { audioKey, planKey, siteKey } from '#contracts/keys.ts';
import { canonicalJson, planChunks, type Chunk, type EncodeSettings, type RenderPlan } from '#contracts/plan.ts';
import { PROTOCOL_VERSION, type NodeProgress, type PlanCall, type PlanResult } from '#contracts/protocol.ts';
import type { SoundTrack, VolumeCurve } from '#contracts/sound.ts';
import { inSiteOrder, SiteManifest } from '#contracts/site.ts';
import { refuseUnforgiven } from '#contracts/warning.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { downloadBlobs, filesIn } from '../artifacts/plan-cache.ts';
import type { BrowserLease } from '../browser/browser-pool.ts';
import { captureFrames } from '../capture/capture-frames.ts';
import { openComposition, type CompositionSource } from '../capture/composition-page.ts';
import type { Engine } from '../engine.ts';
import { encodeFrames } from '../encode/encode-frames.ts';
import { makeTempFolder } from '../temp-folder.ts';
import { checkComposition, checkFrame, type CompositionFacts } from './check-composition.ts';
import { checkChildren } from './check-children.ts';
import {
  checkAssets,
  checkFonts,
  checkReadiness,
  checkScriptFiles,
  checkScripts,
  checkTimelines,
  checkWebgl,
} from './check-page.ts';
import { openFreezer, withoutNetworkTime, type Freezer } from './freezer.ts';
import { glyphWarnings } from './glyph-warnings.ts';
import { findLintWarnings } from './lint-warnings.ts';
import { rehearsalTimes, rehearse } from './rehearse.ts';
import { openSoundWork, storeSound } from './plan-sound.ts';
import { readVolumeCurves } from './volume-curves.ts';
import { openWebFonts } from './web-fonts.ts';

const TIMED_FRAMES = 5;
const AUDIO_CODEC = 'aac';
const KEYFRAME_INTERVAL_SECONDS = 2;
/** Size of the page until it has said its own. */
const PROBE_VIEWPORT = { width: 1920, height: 1080, scale: 1 };

export async function makePlan(
  engine: Engine,
  store: ArtifactStore,
  call: PlanCall,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: NodeProgress) => void },
): Promise<PlanResult> {
  await using folder = await makeTempFolder(engine.workDir, 'plan');
  onProgress({ stage: 'load', framesDone: 0, framesTotal: 0 });
  const site = await loadSite(store, call);
  await downloadBlobs(store, call.tenantId, site.files, folder.path);
  const freezer = openFreezer(store, call.tenantId, folder.path);
  onProgress({ stage: 'plan', framesDone: 0, framesTotal: 0 });

  await using lease = await engine.browsers.lease();
  const source: CompositionSource = {
    files: filesIn(folder.path, site.files),
    remote: freezer,
    engineAssets: engine.engineAssets,
    entry: call.entry,
    setup: { variables: call.variables, mode: 'capture', fps: call.fps ?? DEFAULT_FPS, isFpsOpen: !call.fps },
    viewport: PROBE_VIEWPORT,
    readyTimeoutMs: engine.readyTimeoutMs,
  };
  const webFonts = openWebFonts(freezer);
  /** A look at the page as it is known so far. */
  const look = <Result>(known: CompositionSource, at: (source: CompositionSource) => Promise<Result>) =>
    webFonts.whileLooking(() => {
      const setup = { ...known.setup, fontSheets: webFonts.sheets };
      return withoutNetworkTime(freezer, () => at({ ...known, setup }));
    });
  const probed = await look(source, (page) => probe(lease, page, call, freezer, signal));
  const seenSoFar = [...(await findLintWarnings(site.files, source.files, call.entry)), ...probed.warnings];
  refuseUnforgiven(seenSoFar, call.strictness);
  const chunks = planChunks(probed.frameCount, call.chunkSize);
  const { absentTimelines } = probed;
  const final = { ...source, setup: { ...source.setup, fps: probed.fps, absentTimelines }, viewport: probed };
  const encode = encodeSettings(call, probed);
  const rehearsal = { facts: probed, chunks, encode, outputPath: folder.file('timed.mp4') };
  await using soundWork = openSoundWork(
    { ...probed, firstFrame: 0 },
    { engine, files: source.files, remote: freezer, folder, codec: AUDIO_CODEC },
    signal,
  );
  const rehearsed = await look(final, (page) => rehearseAndTime(engine, lease, page, rehearsal, signal));
  const sound = await soundWork.finish(rehearsed.tracks);
  const warnings = [...seenSoFar, ...rehearsed.warnings, ...sound.warnings];
  refuseUnforgiven(warnings, call.strictness);

  const plan = sealPlan({
    protocolVersion: PROTOCOL_VERSION,
    engine: engine.build,
    siteId: call.siteId,
    entry: call.entry,
    files: inSiteOrder(site.files),
    remote: await freezer.files(),
    fontSheets: webFonts.sheets,
    absentTimelines,
    variables: call.variables,
    compositionId: probed.compositionId,
    fps: probed.fps,
    width: probed.width * probed.scale,
    height: probed.height * probed.scale,
    scale: probed.scale,
    frameCount: probed.frameCount,
    chunks,
    audio: sound.audio,
    encode,
  });
  await storeSound(store, audioKey(call.tenantId, plan.planHash, AUDIO_CODEC), sound);
  await store.putJson(planKey(call.tenantId, plan.planHash), plan);
  return {
    planHash: plan.planHash,
    frameCount: plan.frameCount,
    chunkCount: chunks.length,
    fps: plan.fps,
    width: plan.width,
    height: plan.height,
    durationSeconds: probed.durationSeconds,
    estimate: rehearsed.estimate,
    engine: engine.build,
    warnings,
  };
}

async function loadSite(store: ArtifactStore, call: PlanCall): Promise<SiteManifest> {
  const parsed = SiteManifest.safeParse(await store.getJson(siteKey(call.tenantId, call.siteId)));
  if (!parsed.success)
    throw new EdgereelError('SITE_NOT_FOUND', `There is no site ${call.siteId}.`, { details: { siteId: call.siteId } });
  const entry = parsed.data.files.find((file) => file.path === call.entry);
  if (!entry) {
    throw new EdgereelError('COMPOSITION_NOT_FOUND', `The site has no file ${call.entry}.`, {
      details: { file: call.entry, siteId: call.siteId },
    });
  }
  if (entry.sizeBytes === 0)
    throw new EdgereelError('EMPTY_COMPOSITION', `${call.entry} is empty.`, { details: { file: call.entry } });
  return parsed.data;
}

/** First look: at any size, only to learn the facts. */
async function probe(
  lease: BrowserLease,
  source: CompositionSource,
  call: PlanCall,
  freezer: Freezer,
  signal: AbortSignal,
): Promise<CompositionFacts & { tracks: SoundTrack[]; curves: VolumeCurve[] }> {
  const { page, readiness } = await openComposition(lease, source, signal);
  await using _ = page;
  await checkScriptFiles(page);
  const description = await page.describe();
  // Without WebGL a script that needs it fails, and would be blamed.
  checkWebgl(description);
  checkScripts(page);
  // The root's own faults are told before those that may follow from them.
  checkFrame(description, call);
  checkChildren(description);
  await checkAssets(page, description);
  checkReadiness(readiness, source.readyTimeoutMs);
  // What the network still holds up may bring them.
  if (freezer.isFetching) checkTimelines(description, source.readyTimeoutMs);
  checkFonts(description);
  const facts = checkComposition(description, call);
  const { tracks } = description;
  return { ...facts, tracks, curves: await readVolumeCurves(page, tracks, facts.durationSeconds) };
}

/** Second look: the page exactly as a chunk will have it. */
async function rehearseAndTime(
  engine: Engine,
  lease: BrowserLease,
  source: CompositionSource,
  {
    facts,
    chunks,
    encode,
    outputPath,
  }: { facts: CompositionFacts; chunks: Chunk[]; encode: EncodeSettings; outputPath: string },
  signal: AbortSignal,
): Promise<Pick<PlanResult, 'estimate' | 'warnings'> & { tracks: SoundTrack[] }> {
  const { fps, frameCount } = facts;
  const opening = performance.now();
  const { page, readiness } = await openComposition(lease, source, signal);
  await using _ = page;
  const secondsPerChunk = (performance.now() - opening) / 1000;
  checkReadiness(readiness, source.readyTimeoutMs);
  await rehearse(page, rehearsalTimes(await page.describe(), chunks, fps));

  const startFrame = Math.max(0, Math.floor((frameCount - TIMED_FRAMES) / 2));
  const endFrame = Math.min(startFrame + TIMED_FRAMES, frameCount);
  const timing = performance.now();
  const frames = captureFrames(page, { startFrame, endFrame, fps });
  await encodeFrames(frames, { ffmpegPath: engine.ffmpegPath, encode, fps, outputPath }, { signal });
  const secondsPerFrame = (performance.now() - timing) / 1000 / (endFrame - startFrame);
  await page.checkDrawing();
  await checkScriptFiles(page);
  // Text, pictures and scenes may have come with a seek.
  await page.whenAnswered();
  const description = await page.describe();
  checkWebgl(description);
  checkScripts(page);
  await checkAssets(page, description);
  checkFonts(description);
  return {
    estimate: { secondsPerFrame, secondsPerChunk },
    warnings: glyphWarnings(description),
    tracks: description.tracks,
  };
}

function encodeSettings(call: PlanCall, { fps }: CompositionFacts): EncodeSettings {
  return {
    codec: call.codec,
    quality: call.quality,
    crf: call.crf ?? null,
    bitrate: call.bitrate ?? null,
    keyframeInterval: Math.max(1, Math.floor((KEYFRAME_INTERVAL_SECONDS * fps.num) / fps.den)),
  };
}

function sealPlan(content: Omit<RenderPlan, 'planHash'>): RenderPlan {
  return { planHash: createHash('sha256').update(canonicalJson(content)).digest('hex'), ...content };
}
