/**
 * Makes a render that runs from a parsed request. Everything that can be refused is refused before anything is created.
 * @module
 */
import { EdgereelError, fromWire } from '#contracts/errors.ts';
import { codecOf } from '#contracts/formats.ts';
import { hdrModeOf } from '#contracts/hdr.ts';
import { canonicalJson } from '#contracts/plan.ts';
import { parseBitrate, type RenderRequest } from '#contracts/request.ts';
import type { RenderJob } from '../../render/render-state.ts';
import { poolOf, schedulerOf, tenantOf } from '../../stubs.ts';
import { bundledAssets } from '../../sites/bundled-compositions.ts';
import { resolveComposition, type ResolvedComposition } from '../../sites/resolve-composition.ts';
import { sha256Hex } from '../../storage/site-id.ts';
import { storeVariables } from '../../sites/variables-store.ts';
import { ObjectStore } from '../../storage/object-store.ts';
import type { RenderSnapshot } from '../../render/render-snapshot.ts';

const IDEMPOTENCY_KEY = /^[A-Za-z0-9_\-:.]{1,255}$/;

export async function createRender(
  request: RenderRequest,
  idempotencyKey: string | null,
  { env, tenantId }: { env: Env; tenantId: string },
): Promise<{ snapshot: RenderSnapshot; isReplay: boolean }> {
  if (idempotencyKey !== null && !IDEMPOTENCY_KEY.test(idempotencyKey)) {
    throw new EdgereelError(
      'INVALID_REQUEST',
      'Idempotency-Key must be 1 to 255 letters, digits, "_", "-", ":" or ".".',
    );
  }
  // A request that has been answered needs no node.
  const isAnswered = idempotencyKey !== null && (await tenantOf(env, tenantId).hasAnswered(idempotencyKey));
  const problem = isAnswered ? null : await poolOf(env).findCapacityProblem();
  if (problem) throw fromWire(problem);
  const store = new ObjectStore(env.ARTIFACTS);
  const composition = await resolveComposition(request.composition, request.entry, {
    store,
    assets: bundledAssets(env),
    tenantId,
  });
  const job = describeJob(request, composition, await storeVariables(store, tenantId, request.variables));

  const requestHash = await sha256Hex(new TextEncoder().encode(canonicalJson(request)));
  const reserved = await tenantOf(env, tenantId).reserveRender({ idempotencyKey, requestHash });
  if (!reserved) {
    throw new EdgereelError(
      'CONFLICT',
      `Idempotency-Key ${idempotencyKey} was used for another request; take a new key.`,
    );
  }
  const { renderId, isReplay } = reserved;
  return { snapshot: await schedulerOf(env, tenantId, renderId).create({ tenantId, renderId, job }), isReplay };
}

function describeJob(
  request: RenderRequest,
  { siteId, label }: ResolvedComposition,
  variables: RenderJob['variables'],
): RenderJob {
  const {
    entry,
    strictVariables,
    strictness,
    fontFallback,
    fps,
    width,
    height,
    resolution,
    format,
    codec,
    hdr,
    quality,
    crf,
    bitrate,
    chunkSize,
    frameRange,
    time,
    spriteSheet,
    maxParallelChunks,
    title,
  } = request;
  return {
    composition: label,
    siteId,
    entry,
    title: title ?? null,
    variables,
    strictVariables,
    strictness,
    format,
    codec: codecOf(format, codec ?? (hdr === 'on' ? 'h265' : undefined)),
    hdr: hdrModeOf(request),
    quality,
    maxParallelChunks,
    ...(fontFallback && { fontFallback }),
    ...(spriteSheet && { spriteSheet }),
    ...(frameRange && { frameRange }),
    ...(time !== undefined && { time }),
    ...(fps && { fps }),
    ...(width !== undefined && { width, height }),
    ...(resolution !== undefined && { resolution }),
    ...(crf !== undefined && { crf }),
    ...(bitrate !== undefined && { bitrate: parseBitrate(bitrate) }),
    ...(chunkSize !== undefined && { chunkSize }),
  };
}
