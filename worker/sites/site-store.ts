/**
 * Sites in the store: manifests by site id, files by content.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import { blobKey, siteKey } from '#contracts/keys.ts';
import { SiteManifest, type SiteFile } from '#contracts/site.ts';
import type { ObjectStore } from '../storage/object-store.ts';
import { sha256Hex } from '../storage/site-id.ts';

/** The platform lets one invocation have six requests to the store in flight; more would only queue. */
const PARALLEL_HEADS = 6;

/** The manifest of a site; null when it is missing or damaged, and has to be sent again. */
export async function readSite(store: ObjectStore, tenantId: string, siteId: string): Promise<SiteManifest | null> {
  const parsed = SiteManifest.safeParse(await store.getCheckedJson(siteKey(tenantId, siteId)));
  return parsed.success ? parsed.data : null;
}

export async function writeSite(store: ObjectStore, tenantId: string, manifest: SiteManifest): Promise<void> {
  const bytes = new TextEncoder().encode(JSON.stringify(manifest));
  const sha256 = await sha256Hex(bytes);
  await store.put(siteKey(tenantId, manifest.siteId), bytes, { contentType: 'application/json', sha256 });
}

/**
 * Hashes of files whose blob is missing, or damaged in its length, each once; other damage is found when a blob is read. Throws when an
 * announced length is not that of the bytes with that hash.
 */
export async function findMissingBlobs(
  store: ObjectStore,
  tenantId: string,
  files: readonly SiteFile[],
): Promise<string[]> {
  const unique = [...new Map(files.map((file) => [file.sha256, file])).values()];
  const missing: string[] = [];
  const queue = unique.values();
  const work = async (): Promise<void> => {
    for (const file of queue) {
      const key = blobKey(tenantId, file.sha256);
      const blob = await store.head(key);
      if (blob?.size === file.sizeBytes) continue;
      if (blob && (await store.hasDigest(key, file.sha256))) throw wrongSize(file, blob.size);
      missing.push(file.sha256);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_HEADS }, work));
  return missing;
}

function wrongSize(file: SiteFile, sizeBytes: number): EdgereelError {
  const message = `${file.path} has ${sizeBytes} bytes under its hash, not the ${file.sizeBytes} that the manifest says.`;
  return new EdgereelError('INVALID_REQUEST', message, { details: { file: file.path } });
}

/** Deletes the blobs whose stored bytes do not have their hash, so that they can be sent again. Returns their hashes. */
export async function dropDamagedBlobs(
  store: ObjectStore,
  tenantId: string,
  hashes: readonly string[],
): Promise<string[]> {
  const damaged: string[] = [];
  for (const sha256 of new Set(hashes)) {
    const key = blobKey(tenantId, sha256);
    if (!(await store.hasDigest(key, sha256))) damaged.push(sha256);
  }
  await store.delete(damaged.map((sha256) => blobKey(tenantId, sha256)));
  return damaged;
}
