/**
 * A render node without browser or encoder, for tests: does what its script says, against the real artifact store.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import { FORMAT_FACTS, type Format } from '#contracts/formats.ts';
import { chunkKey, renderKey, streamInitKey, type ArtifactScope } from '#contracts/keys.ts';
import { planChunks } from '#contracts/plan.ts';
import {
  NODE_CALLS,
  type NodeCallName,
  type NodeProgress,
  type NodeReadiness,
  type OutputInfo,
  type PlanResult,
} from '#contracts/protocol.ts';
import type { RenderWarning } from '#contracts/warning.ts';
import { handleArtifact } from '../storage/artifacts.ts';
import type { ObjectStore } from '../storage/object-store.ts';
import { sha256Hex } from '../storage/site-id.ts';
import { scopeOf, type CallBody, type CallOptions, type RenderNode } from '../nodes/render-node.ts';
import { noopLogger } from '../log.ts';

export interface FakeCall {
  nodeId: string;
  name: NodeCallName;
  body: { renderId: string; tenantId: string; attempt: number; index?: number; unpaintable?: string };
  signal: AbortSignal;
  onProgress(progress: NodeProgress): void;
}

/** State that all fake nodes of a test share. */
export interface FakeFarm {
  slots: number;
  engineId: string;
  protocolVersion: number;
  isDraining: boolean;
  /** Frames of every plan; the chunk grid follows. */
  frameCount: number;
  /** Format of every render. */
  format: Format;
  planHash: string;
  /** Warnings of every plan and of every chunk. */
  warnings: RenderWarning[];
  /** Runs before a call does its work; throws to fail it, waits to hold it. */
  before(call: FakeCall): Promise<void> | void;
  /** Every call that began. */
  calls: FakeCall[];
}

export const FAKE_OUTPUT = 'not really a movie';
const FAKE_MASTER = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nstream/video.m3u8\n';
/** High profile, level 3.1. */
export const FAKE_INIT = 'box avcC\u0001\u0064\u0000\u001f';

export function createFakeNode(id: string, farm: FakeFarm, store: ObjectStore): RenderNode {
  return {
    id,
    readiness: async (): Promise<NodeReadiness> => ({
      ready: true,
      protocolVersion: farm.protocolVersion,
      engine: describeEngine(farm),
      slots: farm.slots,
      slotsBusy: 0,
      isDraining: farm.isDraining,
    }),
    async call(name, body, { signal, onProgress }: CallOptions) {
      const call: FakeCall = { nodeId: id, name, body, signal, onProgress };
      farm.calls.push(call);
      await Promise.race([farm.before(call), whenAborted(signal)]);
      signal.throwIfAborted();
      // As it would come over the wire.
      return NODE_CALLS[name].result.parse(await carryOut(name, body as CallBody<'chunk'>, farm, store)) as never;
    },
  };
}

async function carryOut(
  name: NodeCallName,
  body: CallBody<'chunk'>,
  farm: FakeFarm,
  store: ObjectStore,
): Promise<unknown> {
  const put = (key: string, text: string) => putArtifact(store, scopeOf(body), key, text);
  const chunks = planChunks(farm.frameCount);
  const { chunk: chunkExtension, extension } = FORMAT_FACTS[farm.format];
  const keyOf = (index: number) => chunkKey(body.tenantId, farm.planHash, index, chunkExtension!);
  const storeChunk = async (index: number) => {
    if (chunkExtension === 'm4s') await put(streamInitKey(body.tenantId, farm.planHash), FAKE_INIT);
    const key = keyOf(index);
    const text = `chunk ${index}`;
    if (body.isRepair || !(await store.head(key))) await put(key, text);
    const { startFrame, endFrame } = chunks[index]!;
    const facts = { sizeBytes: text.length, sha256: await digestOf(text), stages: {}, warnings: farm.warnings };
    return { index, frames: endFrame - startFrame, ...facts };
  };
  const checkChunk = async (index: number, sha256: string | null): Promise<number[]> => {
    if (sha256 === null) return [];
    const stored = await store.get(keyOf(index));
    return stored && (await digestOf(await stored.text())) === sha256 ? [] : [index];
  };
  /** Checks chunks as a node does: one that is not as it was stored is missing. */
  const checkChunks = async (): Promise<void> => {
    const { chunkDigests = [] } = body as { chunkDigests?: (string | null)[] };
    const lost = (await Promise.all(chunkDigests.map((sha256, index) => checkChunk(index, sha256)))).flat();
    if (lost.length > 0) throw new EdgereelError('CHUNK_MISSING', undefined, { details: { chunkIndexes: lost } });
  };
  const assemble = async (): Promise<OutputInfo> => {
    const key = renderKey(body.tenantId, body.renderId, `output.${extension}`);
    if (farm.format === 'hls')
      await put(renderKey(body.tenantId, body.renderId, 'stream/video.m3u8'), '#EXTM3U\n000000.m4s\n#EXT-X-ENDLIST\n');
    await put(key, farm.format === 'hls' ? FAKE_MASTER : FAKE_OUTPUT);
    await put(renderKey(body.tenantId, body.renderId, 'manifest.json'), '{}');
    const { frameCount: frames, planHash: sha256 } = farm;
    return {
      key,
      sizeBytes: FAKE_OUTPUT.length,
      sha256,
      frames,
      durationSeconds: frames / 30,
      width: 1920,
      height: 1080,
      fps: '30',
    };
  };
  switch (name) {
    case 'plan':
      return describePlan(farm, chunks.length);
    case 'chunk':
      return storeChunk(body.index);
    case 'assemble':
      await checkChunks();
      return assemble();
    case 'renderWhole':
      return {
        chunks: await Promise.all(chunks.map((chunk) => storeChunk(chunk.index))),
        warnings: farm.warnings,
        output: await assemble(),
      };
  }
}

function describePlan(farm: FakeFarm, chunkCount: number): PlanResult {
  return {
    planHash: farm.planHash,
    frameCount: farm.frameCount,
    chunkCount,
    fps: { num: 30, den: 1 },
    width: 1920,
    height: 1080,
    durationSeconds: farm.frameCount / 30,
    hasAudio: false,
    estimate: { secondsPerFrame: 0.05, secondsPerChunk: 1 },
    engine: describeEngine(farm),
    warnings: farm.warnings,
  };
}

const describeEngine = ({ engineId }: FakeFarm): PlanResult['engine'] => ({
  id: engineId,
  edgereel: '0.0.0',
  chrome: 'fake',
  ffmpeg: 'fake',
  fonts: 'fake',
});

const digestOf = (text: string): Promise<string> => sha256Hex(new TextEncoder().encode(text));

async function putArtifact(store: ObjectStore, scope: ArtifactScope, key: string, text: string): Promise<void> {
  const request = new Request(`http://artifacts/${key}`, {
    method: 'PUT',
    body: text,
    headers: {
      'content-length': String(text.length),
      'x-edgereel-sha256': await digestOf(text),
      'content-type': key.endsWith('.mp4') ? 'video/mp4' : 'application/json',
    },
  });
  const answer = await handleArtifact(request, key, { store, scope, mirrors: {}, log: noopLogger });
  const body = await answer.json<{ error?: { message: string } }>();
  if (!answer.ok) throw new EdgereelError('STORAGE_UNAVAILABLE', body.error?.message);
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
}
