/**
 * Variables of any size: small ones travel with the render, large ones lie in the store by content.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import { blobKey } from '#contracts/keys.ts';
import { canonicalJson } from '#contracts/plan.ts';
import type { RenderJob } from '#contracts/render-state.ts';
import type { Variables } from '#contracts/variables.ts';
import type { ObjectStore } from '../storage/object-store.ts';
import { sha256Hex } from './site-id.ts';

type StoredVariables = RenderJob['variables'];

const MAX_INLINE_BYTES = 64 * 1024;

export async function storeVariables(
  store: ObjectStore,
  tenantId: string,
  variables: Variables,
): Promise<StoredVariables> {
  const json = canonicalJson(variables);
  const bytes = new TextEncoder().encode(json);
  if (bytes.length <= MAX_INLINE_BYTES) return { json };
  const blobSha256 = await sha256Hex(bytes);
  await store.put(blobKey(tenantId, blobSha256), bytes, { contentType: 'application/json', sha256: blobSha256 });
  return { blobSha256 };
}

export async function readVariables(store: ObjectStore, tenantId: string, stored: StoredVariables): Promise<Variables> {
  if ('json' in stored) return JSON.parse(stored.json) as Variables;
  const variables = await store.getJson(blobKey(tenantId, stored.blobSha256));
  if (!variables) throw new EdgereelError('INTERNAL', 'The variables of this render are not in the store any more.');
  return variables as Variables;
}
