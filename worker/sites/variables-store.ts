/**
 * Variables of any size: small ones travel with the render, large ones lie in the store by content.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import { blobKey } from '#contracts/keys.ts';
import { canonicalJson } from '#contracts/plan.ts';
import type { Variables } from '#contracts/variables.ts';
import type { ObjectStore } from '../storage/object-store.ts';
import type { StoredVariables } from './stored-variables.ts';
import { sha256Hex } from '../storage/site-id.ts';

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
  const object = await store.get(blobKey(tenantId, stored.blobSha256));
  const bytes = object && new Uint8Array(await object.arrayBuffer().catch(() => new ArrayBuffer(0)));
  if (!bytes || (await sha256Hex(bytes)) !== stored.blobSha256) {
    throw new EdgereelError(
      'SITE_FILE_DAMAGED',
      'The variables of this render are gone from the store or damaged there: send the request again, then retry the render.',
    );
  }
  return JSON.parse(new TextDecoder().decode(bytes)) as Variables;
}
