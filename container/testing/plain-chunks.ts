/**
 * Chunks of plain pictures, encoded as a node encodes them but without a browser: frame `n` is grey, the lighter the later.
 * @module
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { codecOf, CONTENT_TYPES, FORMAT_FACTS, type Codec, type Format } from '#contracts/formats.ts';
import type { Fps } from '#contracts/fps.ts';
import { chunkKey, planKey } from '#contracts/keys.ts';
import { planChunks } from '#contracts/plan.ts';
import { openArtifactStore } from '../artifacts/artifact-store.ts';
import { checkChunkFile } from '../chunk/check-chunk-file.ts';
import { encodeChunk } from '../encode/encode-chunk.ts';
import { pictureFormOf } from '../encode/encoder-arguments.ts';
import { makeSegment } from '../chunk/store-segment.ts';
import { makeTempFolder } from '../system/temp-folder.ts';
import { TENANT, type TestNode } from './engine-fixture.ts';
import { samplePlan } from './sample-plan.ts';

const run = promisify(execFile);
const SIZE = 64;
const FIRST = 20;
const STEP = 40;

/** Up to five pictures. */
export const plainFrameNumber = (gray: Buffer): number => Math.round((gray[0]! - FIRST) / STEP);

export async function makePlainPictures(ffmpegPath: string, kind: 'jpeg' | 'png', frames: number): Promise<Buffer[]> {
  await using folder = await makeTempFolder(tmpdir(), 'plain');
  const source = `color=black:s=${SIZE}x${SIZE},format=gray,geq=lum='${FIRST}+${STEP}*N'`;
  const coder = kind === 'jpeg' ? ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', '1'] : ['-c:v', 'png'];
  const files = ['-frames:v', String(frames), ...coder, '-f', 'image2', folder.file('%d')];
  await run(ffmpegPath, ['-v', 'error', '-f', 'lavfi', '-i', source, ...files]);
  return Promise.all(Array.from({ length: frames }, (_, i) => readFile(folder.file(String(i + 1)))));
}

/** Stores a plan and all its chunks; returns the plan's hash. */
export async function storePlainChunks(
  { engine, artifacts }: Pick<TestNode, 'engine' | 'artifacts'>,
  pictures: readonly Buffer[],
  { format, codec, fps, chunkSize }: { format: Format; codec?: Codec; fps: Fps; chunkSize: number },
): Promise<string> {
  const chunks = planChunks(pictures.length, chunkSize);
  const keyframeInterval = Math.max(1, Math.floor((2 * fps.num) / fps.den));
  const encode = { format, codec: codecOf(format, codec), quality: 'draft' as const, crf: null, bitrate: null };
  const plan = samplePlan({
    ...{ fps, chunks, width: SIZE, height: SIZE, frameCount: pictures.length },
    encode: { ...encode, keyframeInterval },
  });
  const { planHash } = plan;
  artifacts.objects.set(planKey(TENANT, planHash), Buffer.from(JSON.stringify(plan)));

  const { signal } = new AbortController();
  const { ffmpegPath } = engine;
  const store = openArtifactStore(artifacts.url, signal);
  const extension = FORMAT_FACTS[format].chunk!;
  for (const chunk of chunks) {
    await using folder = await makeTempFolder(tmpdir(), 'plain');
    const outputPath = folder.file(`chunk.${extension === 'm4s' ? 'mp4' : extension}`);
    const target = { ...plan, ffmpegPath, form: pictureFormOf(plan), firstNumber: chunk.startFrame + 1, outputPath };
    await encodeChunk(inTurn(pictures.slice(chunk.startFrame, chunk.endFrame)), target, { signal });
    await checkChunkFile(outputPath, plan, chunk, { ffmpegPath, signal });
    const path =
      extension === 'm4s'
        ? await makeSegment(outputPath, plan, chunk, { store, tenantId: TENANT, folder, signal })
        : outputPath;
    await store.putFile(chunkKey(TENANT, planHash, chunk.index, extension), path, CONTENT_TYPES[extension]);
  }
  return planHash;
}

async function* inTurn(pictures: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pictures;
}
