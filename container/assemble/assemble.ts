/**
 * Chunks → the finished file, what lies beside it, and its manifest.
 * @module
 */
import { mkdir, rm } from 'node:fs/promises';
import pLimit from 'p-limit';
import { withDetails } from '#contracts/errors.ts';
import { FORMAT_FACTS } from '#contracts/formats.ts';
import { formatFps, frameTime } from '#contracts/fps.ts';
import { segmentName } from '#contracts/stream.ts';
import { audioKey, chunkKey, renderKey } from '#contracts/keys.ts';
import type { RenderPlan } from '#contracts/plan.ts';
import type { AssembleCall, NodeProgress, OutputInfo } from '#contracts/protocol.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { isLost, planDamaged } from '../artifacts/lost-objects.ts';
import type { Engine } from '../engine/engine.ts';
import { fromSystemError } from '../system/node-errors.ts';
import { makeTempFolder, type TempFolder } from '../system/temp-folder.ts';
import { checkOutput } from './checks/check-output.ts';
import { bringStream, storeStream, streamFile } from './formats/join-stream.ts';
import { JOINS } from './formats/joins.ts';
import type { ChunkFile, JoinContext } from './formats/joiner.ts';
import { chunksMissing } from './formats/missing-chunks.ts';
import { makeSpriteSheet } from './sprite-sheet.ts';
import { makeThumbnail } from './thumbnail.ts';

const PARALLEL_DOWNLOADS = 6;

export async function assemble(
  engine: Engine,
  store: ArtifactStore,
  call: AssembleCall,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: NodeProgress) => void },
): Promise<OutputInfo> {
  const plan = await engine.plans.read(store, call.tenantId, call.planHash);
  const { format } = plan.encode;
  const { extension, contentType } = FORMAT_FACTS[format];
  await using folder = await makeTempFolder(engine.workDir, 'assemble');
  const report = (stage: NodeProgress['stage']) =>
    onProgress({ stage, framesDone: plan.frameCount, framesTotal: plan.frameCount });
  const keyOf = (object: Parameters<typeof renderKey>[2]) => renderKey(call.tenantId, call.renderId, object);
  try {
    report('assemble');
    const isStream = format === 'hls';
    if (isStream) await mkdir(folder.file('stream'));
    const context: JoinContext = {
      plan,
      chunks: await downloadChunks(store, call, plan, folder),
      audioPath: await downloadAudio(store, call, plan, folder),
      outputPath: folder.file(`output.${extension}`),
      folder,
      ffmpegPath: engine.ffmpegPath,
      ffprobePath: engine.ffprobePath,
      signal,
    };
    if (isStream) await bringStream(context, store, call);
    await JOINS[format](context);
    await checkOutput(context);
    const thumbnail = await makeThumbnail(context);
    const sprites = call.spriteSheet ? await makeSpriteSheet(context) : null;

    report('upload');
    const storedBytes = isStream ? await storeStream(context, store, call) : null;
    await Promise.all(context.chunks.map(({ path }) => rm(path)));
    const key = keyOf(`output.${extension}`);
    const [{ sizeBytes, sha256 }] = await Promise.all([
      store.putFile(key, context.outputPath, contentType),
      thumbnail && store.putFile(keyOf('thumbnail.jpg'), thumbnail, 'image/jpeg'),
      sprites && store.putFile(keyOf('sprites.jpg'), sprites.picturePath, 'image/jpeg'),
      sprites && store.putFile(keyOf('sprites.vtt'), sprites.cuesPath, 'text/vtt'),
    ]);
    const info: OutputInfo = {
      key,
      sizeBytes,
      ...(storedBytes !== null && { streamBytes: storedBytes + sizeBytes }),
      sha256,
      frames: plan.frameCount,
      durationSeconds: frameTime(plan.frameCount, plan.fps),
      width: plan.width,
      height: plan.height,
      fps: formatFps(plan.fps),
    };
    await store.putJson(keyOf('manifest.json'), makeManifest(plan, info));
    return info;
  } catch (error) {
    throw withDetails(fromSystemError(error), { stage: 'assemble' });
  }
}

/** Downloads all chunks. Throws one `CHUNK_MISSING` that names every chunk that is missing or damaged. */
async function downloadChunks(
  store: ArtifactStore,
  { tenantId, planHash, chunkDigests }: AssembleCall,
  plan: RenderPlan,
  folder: TempFolder,
): Promise<ChunkFile[]> {
  const extension = FORMAT_FACTS[plan.encode.format].chunk!;
  const pathOf = (index: number) =>
    extension === 'm4s' ? streamFile(folder, segmentName(index)) : folder.file(`${index}.${extension}`);
  const limit = pLimit(PARALLEL_DOWNLOADS);
  const lost: { index: number; cause: unknown }[] = [];
  const chunks = await Promise.all(
    plan.chunks.map(({ index, startFrame, endFrame }) =>
      limit(async () => {
        const path = pathOf(index);
        try {
          const key = chunkKey(tenantId, planHash, index, extension);
          await store.getFile(key, path, chunkDigests?.[index] ?? undefined);
        } catch (error) {
          if (!isLost(error)) throw withDetails(fromSystemError(error), { chunkIndex: index });
          lost.push({ index, cause: error });
        }
        return { index, frames: endFrame - startFrame, path };
      }),
    ),
  );
  const indexes = lost.map(({ index }) => index).toSorted((a, b) => a - b);
  if (indexes.length > 0) throw chunksMissing(indexes, lost[0]!.cause);
  return chunks;
}

async function downloadAudio(
  store: ArtifactStore,
  { tenantId, renderId }: AssembleCall,
  { audio }: RenderPlan,
  folder: TempFolder,
): Promise<string | null> {
  if (!audio) return null;
  const path = folder.file('audio');
  await store.getFile(audioKey(tenantId, renderId, audio.codec), path, audio.sha256).catch((error: unknown) => {
    throw isLost(error) ? planDamaged('mixed sound', error) : error;
  });
  return path;
}

function makeManifest(plan: RenderPlan, output: OutputInfo) {
  const { planHash, engine, siteId, entry, compositionId, variables, encode, audio, chunks } = plan;
  return { output, planHash, engine, siteId, entry, compositionId, variables, encode, audio, chunks: chunks.length };
}
