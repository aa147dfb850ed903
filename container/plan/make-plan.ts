/**
 * Plans a render: loads the composition, checks it, rehearses it, times it, and fixes everything that decides the bytes.
 * @module
 */
import type { ConsoleLine } from '#contracts/console-line.ts';
import { EdgereelError } from '#contracts/errors.ts';
import { FORMAT_FACTS } from '#contracts/formats.ts';
import { frameTime } from '#contracts/fps.ts';
import { planKey, renderKey, siteKey } from '#contracts/keys.ts';
import { MAX_PLAN_BYTES } from '#contracts/limits.ts';
import type { RenderPlan } from '#contracts/plan.ts';
import { PROTOCOL_VERSION, type NodeProgress, type PlanCall, type PlanResult } from '#contracts/protocol.ts';
import { inSiteOrder, SiteManifest } from '#contracts/site.ts';
import { boundWarnings, refuseUnforgiven } from '#contracts/warning.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { downloadBlobs, filesIn } from '../artifacts/download-blobs.ts';
import { isLost } from '../artifacts/lost-objects.ts';
import { storeConsole } from '../artifacts/store-console.ts';
import type { Engine } from '../engine/engine.ts';
import { openProbingLibrary } from '../media/media-library.ts';
import { makeTempFolder } from '../system/temp-folder.ts';
import { unlessItDies } from '../browser/unless-it-dies.ts';
import { decideAhead, DIES_OF_PAINTING, findDrawingObstacle, type PaintingDecision } from './choose-painting.ts';
import { openFreezer } from './freezer.ts';
import { hashPlan } from '../loaded-plan/hash-plan.ts';
import { openSoundWork, storeSound } from './plan-sound.ts';
import { readTexts } from './read-texts.ts';
import { studyPage } from './study-page.ts';

export async function makePlan(
  engine: Engine,
  store: ArtifactStore,
  call: PlanCall,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: NodeProgress) => void },
): Promise<PlanResult> {
  await using folder = await makeTempFolder(engine.workDir, 'plan');
  onProgress({ stage: 'load', framesDone: 0, framesTotal: 0 });
  const site = await loadSite(store, call);
  await downloadBlobs(store, call.tenantId, site.files, folder.path, site);
  const freezer = openFreezer(store, call, folder.path);
  onProgress({ stage: 'plan', framesDone: 0, framesTotal: 0 });

  const files = filesIn(folder.path, site.files);
  const library = openProbingLibrary(engine, { files, remote: freezer }, signal);
  const texts = await readTexts(site.files, files, call);
  const codec = FORMAT_FACTS[call.format].audio;
  await using soundWork = openSoundWork({ engine, library, folder, codec }, signal);
  const sources = { engine, files, freezer, library, texts, folder };
  let lines: ConsoleLine[] = [];
  const onConsole = (last: ConsoleLine[]): void => void (lines = last);
  const study = async (decision: PaintingDecision) => {
    await using lease = await engine.browsers.lease(call.tenantId);
    // Awaited, because the browser is given back when this function ends.
    return await studyPage(lease, call, sources, { decision, signal, onHeard: soundWork.begin, onConsole });
  };
  const studyAs = async (decision: PaintingDecision) =>
    decision.painted
      ? ((await unlessItDies(() => study(decision))) ?? (await study(DIES_OF_PAINTING)))
      : await study(decision);
  const drawingWithHtml = await findDrawingObstacle(site.files, files);
  const decision = decideAhead({ codec: call.codec, drawingWithHtml, unpaintable: call.unpaintable });
  const studied = await studyAs(decision).finally(() =>
    storeConsole(store, renderKey(call.tenantId, call.renderId, 'console.json'), lines),
  );
  const { facts, firstFrame, frameCount, chunks, encode, painting } = studied;
  const sound = await soundWork.finish(studied.tracks);
  const warnings = [...studied.warnings, ...(sound?.warnings ?? [])];
  refuseUnforgiven(warnings, call.strictness);

  const media = await library.found();
  const isFootage = painting === null || media.some(({ facts: { video } }) => video !== null);
  const plan = sealPlan({
    protocolVersion: PROTOCOL_VERSION,
    engine: engine.build,
    siteId: call.siteId,
    entry: call.entry,
    files: inSiteOrder(site.files),
    remote: await freezer.files(),
    fontSheets: studied.fontSheets,
    ...(studied.lostFonts.length > 0 && { lostFonts: studied.lostFonts }),
    ...(studied.lost.length > 0 && { lost: studied.lost }),
    media,
    absentTimelines: facts.absentTimelines,
    variables: call.variables,
    compositionId: facts.compositionId,
    fps: facts.fps,
    width: facts.width * facts.scale,
    height: facts.height * facts.scale,
    scale: facts.scale,
    frameCount,
    firstFrame,
    chunks,
    painting,
    audio: sound?.audio ?? null,
    encode: { ...encode, ...(isFootage && { content: 'footage' as const }) },
  });
  if (sound) await storeSound(plan, sound.path, { store, call, folder, signal });
  await storePlan(store, call.tenantId, plan);
  const isWhole = frameCount === facts.frameCount;
  const durationSeconds = isWhole ? facts.durationSeconds : frameTime(frameCount, facts.fps);
  return { ...factsOf(plan), durationSeconds, estimate: studied.estimate, warnings: boundWarnings(warnings) };
}

async function storePlan(store: ArtifactStore, tenantId: string, plan: RenderPlan): Promise<void> {
  const sizeBytes = Buffer.byteLength(JSON.stringify(plan));
  if (sizeBytes > MAX_PLAN_BYTES) {
    throw new EdgereelError(
      'PLAN_TOO_LARGE',
      `A plan must not exceed ${MAX_PLAN_BYTES} bytes; this one has ${sizeBytes}: use fewer files or smaller variables.`,
      { details: { limit: MAX_PLAN_BYTES, value: sizeBytes } },
    );
  }
  await store.putJson(planKey(tenantId, plan.planHash), plan);
}

function factsOf({ planHash, frameCount, audio, chunks, fps, width, height, engine, encode: { hdr } }: RenderPlan) {
  const facts = { planHash, frameCount, hasAudio: audio !== null, chunkCount: chunks.length };
  return { ...facts, fps, width, height, engine, ...(hdr && { hdr }) };
}

async function loadSite(store: ArtifactStore, call: PlanCall): Promise<SiteManifest> {
  const stored = await store.getJson(siteKey(call.tenantId, call.siteId)).catch((error: unknown) => {
    if (isLost(error)) return null;
    throw error;
  });
  const parsed = SiteManifest.safeParse(stored);
  if (!parsed.success)
    throw new EdgereelError(
      'SITE_NOT_FOUND',
      `There is no site ${call.siteId}, or its list of files is damaged: upload it again.`,
      { details: { siteId: call.siteId } },
    );
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

function sealPlan(content: Omit<RenderPlan, 'planHash'>): RenderPlan {
  return { planHash: hashPlan(content), ...content };
}
