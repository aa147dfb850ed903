/**
 * Chunks → the finished file, its thumbnail and its manifest.
 * @module
 */
import { rm } from 'node:fs/promises';
import pLimit from 'p-limit';
import { EdgereelError, withDetails } from '#contracts/errors.ts';
import { formatFps, frameTime } from '#contracts/fps.ts';
import { chunkKey, renderKey } from '#contracts/keys.ts';
import type { RenderPlan } from '#contracts/plan.ts';
import type { AssembleCall, NodeProgress, OutputInfo } from '#contracts/protocol.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { startFfmpeg } from '../encode/ffmpeg-process.ts';
import type { Engine } from '../engine.ts';
import { fromSystemError } from '../node-errors.ts';
import { makeTempFolder } from '../temp-folder.ts';
import { checkChunk } from './check-chunk.ts';
import { joinChunks } from './join-chunks.ts';
import { readChunk } from './read-chunk.ts';

const PARALLEL_DOWNLOADS = 6;
const THUMBNAIL_WIDTH = 640;

export async function assemble(
  engine: Engine,
  store: ArtifactStore,
  call: AssembleCall,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: NodeProgress) => void },
): Promise<OutputInfo> {
  await using loaded = await engine.plans.open(store, call.tenantId, call.planHash);
  const { plan } = loaded;
  await using folder = await makeTempFolder(engine.workDir, 'assemble');
  const report = (stage: NodeProgress['stage']) =>
    onProgress({ stage, framesDone: plan.frameCount, framesTotal: plan.frameCount });
  try {
    report('assemble');
    const limit = pLimit(PARALLEL_DOWNLOADS);
    const tracks = await Promise.all(
      plan.chunks.map(({ index, startFrame, endFrame }) =>
        limit(async () => {
          const path = folder.file(`${index}.mp4`);
          try {
            await store.getFile(chunkKey(call.tenantId, call.planHash, index), path);
            return await checkChunk(path, plan, endFrame - startFrame);
          } catch (error) {
            throw withDetails(asMissingChunk(fromSystemError(error)), { chunkIndex: index });
          }
        }),
      ),
    );
    const output = folder.file('output.mp4');
    await joinChunks(tracks, plan.fps, output, signal);
    await Promise.all(tracks.map((track) => rm(track.path)));
    await checkOutput(output, plan);

    report('upload');
    const key = renderKey(call.tenantId, call.renderId, 'output.mp4');
    const thumbnail = folder.file('thumbnail.jpg');
    await makeThumbnail(engine, plan, output, thumbnail, signal);
    const [{ sizeBytes, sha256 }] = await Promise.all([
      store.putFile(key, output, 'video/mp4'),
      store.putFile(renderKey(call.tenantId, call.renderId, 'thumbnail.jpg'), thumbnail, 'image/jpeg'),
    ]);
    const info: OutputInfo = {
      key,
      sizeBytes,
      sha256,
      frames: plan.frameCount,
      durationSeconds: frameTime(plan.frameCount, plan.fps),
      width: plan.width,
      height: plan.height,
      fps: formatFps(plan.fps),
    };
    await store.putJson(renderKey(call.tenantId, call.renderId, 'manifest.json'), makeManifest(plan, info));
    return info;
  } catch (error) {
    throw withDetails(fromSystemError(error), { stage: 'assemble' });
  }
}

/** A chunk that was cleaned up since it was listed can be rendered again. */
function asMissingChunk(error: EdgereelError): EdgereelError {
  return error.code === 'ASSET_NOT_FOUND' ? new EdgereelError('CHUNK_MISSING', undefined, { cause: error }) : error;
}

/** The written file read back: it is one track of all frames, in order, beginning with a keyframe. */
async function checkOutput(path: string, plan: RenderPlan): Promise<void> {
  const { samples } = await readChunk(path);
  if (samples.length !== plan.frameCount || !samples[0]?.isKeyframe) {
    throw new EdgereelError(
      'CHUNK_MISMATCH',
      `The output should hold ${plan.frameCount} frames, not ${samples.length}.`,
    );
  }
}

/** A picture from two fifths of the way: past the opening, before the end. Decoding it also proves the file readable. */
async function makeThumbnail(
  engine: Engine,
  plan: RenderPlan,
  video: string,
  outputPath: string,
  signal: AbortSignal,
): Promise<void> {
  const time = frameTime(Math.floor(plan.frameCount * 0.4), plan.fps);
  const args = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y'];
  const input = ['-ss', String(time), '-i', video, '-frames:v', '1'];
  const scale = `scale=${Math.min(THUMBNAIL_WIDTH, plan.width)}:-2`;
  await using ffmpeg = startFfmpeg(
    engine.ffmpegPath,
    [...args, ...input, '-vf', scale, '-q:v', '3', '-f', 'image2', outputPath],
    signal,
  );
  await ffmpeg.finish();
}

function makeManifest(plan: RenderPlan, output: OutputInfo) {
  const { planHash, engine, siteId, entry, compositionId, variables, encode, chunks } = plan;
  return { output, planHash, engine, siteId, entry, compositionId, variables, encode, chunks: chunks.length };
}
