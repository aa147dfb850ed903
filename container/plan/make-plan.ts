/**
 * Plans a render: loads the composition, checks it, rehearses it, times it, and fixes everything that decides the bytes.
 * @module
 */
import { createHash } from 'node:crypto';
import { EdgereelError } from '#contracts/errors.ts';
import { FORMAT_FACTS } from '#contracts/formats.ts';
import { DEFAULT_FPS, frameTime } from '#contracts/fps.ts';
import { planKey, siteKey } from '#contracts/keys.ts';
import type { HdrTransfer } from '#contracts/hdr.ts';
import type { Painting } from '#contracts/painter.ts';
import { canonicalJson, planChunks, type Chunk, type EncodeSettings, type RenderPlan } from '#contracts/plan.ts';
import { PROTOCOL_VERSION, type NodeProgress, type PlanCall, type PlanResult } from '#contracts/protocol.ts';
import type { SoundTrack, VolumeCurve } from '#contracts/sound.ts';
import { inSiteOrder, SiteManifest } from '#contracts/site.ts';
import { refuseUnforgiven } from '#contracts/warning.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { downloadBlobs, filesIn } from '../artifacts/download-blobs.ts';
import type { BrowserLease } from '../browser/browser-pool.ts';
import { captureFrames } from '../capture/capture-frames.ts';
import { openComposition, type CompositionSource } from '../capture/composition-page.ts';
import { PaintObstacle } from '../capture/painter.ts';
import { pictureKindOf } from '../capture/picture-kind.ts';
import type { SiteFiles } from '../capture/site-files.ts';
import type { Engine } from '../engine.ts';
import { encodeChunk } from '../encode/encode-chunk.ts';
import { pictureFormOf } from '../encode/encoder-arguments.ts';
import { openProbingLibrary, type ProbingLibrary } from '../media/media-library.ts';
import { openPageMedia } from '../media/page-media.ts';
import { makeTempFolder } from '../temp-folder.ts';
import { checkComposition, checkFrame, type CompositionFacts } from './check-composition.ts';
import { checkChildren } from './check-children.ts';
import { choosePainting, findRemoteObstacle, isPaintable } from './choose-painting.ts';
import {
  checkAssets,
  checkFonts,
  checkReadiness,
  checkScriptFiles,
  checkScripts,
  checkTimelines,
  checkWebgl,
} from './check-page.ts';
import { framesOf } from './frames-of.ts';
import { openFreezer, withoutFileTime, type Freezer } from './freezer.ts';
import { glyphWarnings } from './glyph-warnings.ts';
import { chooseHdr, toneMapWarnings } from './plan-hdr.ts';
import { findLintWarnings } from './lint-warnings.ts';
import { rehearsalTimes, rehearse } from './rehearse.ts';
import { openSoundWork, storeSound } from './plan-sound.ts';
import { readVolumeCurves } from './volume-curves.ts';
import { openWebFonts } from './web-fonts.ts';

const TIMED_FRAMES = 5;
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

  await using lease = await engine.browsers.lease(call.tenantId);
  const files = filesIn(folder.path, site.files);
  const library = openProbingLibrary(engine, { files, remote: freezer }, signal);
  const { source, webFonts, look } = openLooks(engine, call, { files, freezer, library }, signal);
  const probed = await look(source, (page) => probe(lease, page, call, freezer, signal));
  const seenSoFar = [...(await findLintWarnings(site.files, source.files, call.entry)), ...probed.warnings];
  refuseUnforgiven(seenSoFar, call.strictness);
  const { firstFrame, frameCount } = framesOf(probed, call);
  const hasPictures = FORMAT_FACTS[call.format].kind !== 'audio';
  const chunks = hasPictures ? planChunks(frameCount, call.chunkSize, firstFrame) : [];
  const { absentTimelines } = probed;
  const encode = encodeSettings(call, probed);
  const final = {
    ...source,
    setup: { ...source.setup, fps: probed.fps, absentTimelines },
    viewport: probed,
    picture: pictureKindOf(encode),
  };
  const rehearsal = { facts: probed, freezer, chunks, encode, outputPath: folder.file('timed') };
  const { audio: codec } = FORMAT_FACTS[call.format];
  await using soundWork =
    codec && openSoundWork({ ...probed, firstFrame, frameCount }, { engine, library, folder, codec }, signal);
  const rehearseAs = (isPainted: boolean) =>
    look({ ...final, isPainted }, (page) => rehearseAndTime(engine, lease, page, rehearsal, signal), encode.hdr);
  const mayPaint = isPaintable(encode) && !probed.obstacle && !(await findRemoteObstacle(freezer));
  const painted = mayPaint ? await rehearseAs(true).catch(nullWhenUnpaintable) : null;
  // What cannot be painted may come late.
  const rehearsed = painted?.painting ? painted : await rehearseAs(false);
  const sound = await soundWork?.finish(rehearsed.tracks);
  const warnings = [...seenSoFar, ...rehearsed.warnings, ...(sound?.warnings ?? [])];
  refuseUnforgiven(warnings, call.strictness);

  const plan = sealPlan({
    protocolVersion: PROTOCOL_VERSION,
    engine: engine.build,
    siteId: call.siteId,
    entry: call.entry,
    files: inSiteOrder(site.files),
    remote: await freezer.files(),
    fontSheets: webFonts.sheets,
    media: await library.found(),
    absentTimelines,
    variables: call.variables,
    compositionId: probed.compositionId,
    fps: probed.fps,
    width: probed.width * probed.scale,
    height: probed.height * probed.scale,
    scale: probed.scale,
    frameCount,
    firstFrame,
    chunks,
    painting: rehearsed.painting,
    audio: sound?.audio ?? null,
    encode,
  });
  if (sound) await storeSound(plan, sound.path, { store, tenantId: call.tenantId, folder, signal });
  await store.putJson(planKey(call.tenantId, plan.planHash), plan);
  const isWhole = frameCount === probed.frameCount;
  const durationSeconds = isWhole ? probed.durationSeconds : frameTime(frameCount, probed.fps);
  return { ...factsOf(plan), durationSeconds, estimate: rehearsed.estimate, warnings };
}

function nullWhenUnpaintable(error: unknown): null {
  if (error instanceof PaintObstacle) return null;
  throw error;
}

/** How the composition is looked at while it is planned: each look is a page of its own. */
function openLooks(
  engine: Engine,
  call: PlanCall,
  { files, freezer, library }: { files: SiteFiles; freezer: Freezer; library: ProbingLibrary },
  signal: AbortSignal,
) {
  const source: Omit<CompositionSource, 'media'> = {
    files,
    remote: freezer,
    engineAssets: engine.engineAssets,
    entry: call.entry,
    setup: {
      variables: call.variables,
      mode: 'capture',
      fps: call.fps ?? DEFAULT_FPS,
      isFpsOpen: !call.fps,
      isTransparent: FORMAT_FACTS[call.format].hasAlpha,
    },
    picture: pictureKindOf({ format: call.format, quality: call.quality }),
    isPainted: false,
    viewport: PROBE_VIEWPORT,
    readyTimeoutMs: engine.readyTimeoutMs,
  };
  const webFonts = openWebFonts(freezer);
  /** A look at the page as it is known so far. */
  const look = <Result>(known: typeof source, at: (source: CompositionSource) => Promise<Result>, hdr?: HdrTransfer) =>
    webFonts.whileLooking(() => {
      const setup = { ...known.setup, fontSheets: webFonts.sheets };
      return withoutFileTime([freezer, library], () =>
        at({ ...known, setup, media: openPageMedia(engine.ffmpegPath, library, signal, hdr) }),
      );
    });
  return { source, webFonts, look };
}

function factsOf({ planHash, frameCount, audio, chunks, fps, width, height, engine, encode: { hdr } }: RenderPlan) {
  const facts = { planHash, frameCount, hasAudio: audio !== null, chunkCount: chunks.length };
  return { ...facts, fps, width, height, engine, ...(hdr && { hdr }) };
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

interface Probed extends CompositionFacts {
  tracks: SoundTrack[];
  curves: VolumeCurve[];
  /** Of the render; null without HDR. */
  hdr: HdrTransfer | null;
  /** To painting, at the beginning. */
  obstacle: string | null;
}

/** First look: at any size, only to learn the facts. */
async function probe(
  lease: BrowserLease,
  source: CompositionSource,
  call: PlanCall,
  freezer: Freezer,
  signal: AbortSignal,
): Promise<Probed> {
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
  if (freezer.busy.isBusy) checkTimelines(description, source.readyTimeoutMs);
  checkFonts(description);
  const facts = checkComposition(description, call);
  const { tracks } = description;
  const curves = await readVolumeCurves(page, tracks, facts.durationSeconds);
  const obstacle = await page.paintObstacle();
  return { ...facts, tracks, curves, hdr: chooseHdr(call, facts, description), obstacle };
}

/** Second look: the page exactly as a chunk will have it. */
async function rehearseAndTime(
  engine: Engine,
  lease: BrowserLease,
  source: CompositionSource,
  {
    facts,
    freezer,
    chunks,
    encode,
    outputPath,
  }: { facts: CompositionFacts; freezer: Freezer; chunks: Chunk[]; encode: EncodeSettings; outputPath: string },
  signal: AbortSignal,
): Promise<Pick<PlanResult, 'estimate' | 'warnings'> & { tracks: SoundTrack[]; painting: Painting | null }> {
  const { fps, frameCount, width, height, scale } = facts;
  const opening = performance.now();
  const { page, readiness } = await openComposition(lease, source, signal);
  await using _ = page;
  const secondsPerChunk = (performance.now() - opening) / 1000;
  checkReadiness(readiness, source.readyTimeoutMs);
  const visited = await rehearse(page, rehearsalTimes(await page.describe(), chunks, fps));
  const painting = source.isPainted && !(await findRemoteObstacle(freezer)) ? choosePainting(visited) : null;

  const startFrame = Math.max(0, Math.floor((frameCount - TIMED_FRAMES) / 2));
  const endFrame = Math.min(startFrame + (chunks.length === 0 ? 0 : TIMED_FRAMES), frameCount);
  const timing = performance.now();
  // A page that was opened to be painted and cannot be is looked at once more.
  if (endFrame > startFrame && source.isPainted === (painting !== null)) {
    const frames = captureFrames(page, { startFrame, endFrame, fps, hdr: encode.hdr, painting });
    const size = { width: width * scale, height: height * scale };
    const form = pictureFormOf({ encode, painting });
    const target = { ffmpegPath: engine.ffmpegPath, encode, form, fps, ...size, firstNumber: 1, outputPath };
    await encodeChunk(frames, target, { signal });
  }
  const secondsPerFrame = (performance.now() - timing) / 1000 / Math.max(1, endFrame - startFrame);
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
    warnings: [...glyphWarnings(description), ...toneMapWarnings(description)],
    tracks: description.tracks,
    painting,
  };
}

function encodeSettings(call: PlanCall, { fps, hdr }: Probed): EncodeSettings {
  return {
    format: call.format,
    codec: hdr ? 'h265' : call.codec,
    ...(hdr && { hdr }),
    quality: call.quality,
    crf: call.crf ?? null,
    bitrate: call.bitrate ?? null,
    keyframeInterval: Math.max(1, Math.floor((KEYFRAME_INTERVAL_SECONDS * fps.num) / fps.den)),
  };
}

function sealPlan(content: Omit<RenderPlan, 'planHash'>): RenderPlan {
  return { planHash: createHash('sha256').update(canonicalJson(content)).digest('hex'), ...content };
}
