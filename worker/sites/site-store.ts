/**
 * Sites in the store: manifests by site id, files by content.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import { blobKey, siteKey } from '#contracts/keys.ts';
import { SiteManifest, type SiteFile } from '#contracts/site.ts';
import type { ObjectStore } from '../storage/object-store.ts';

/** The platform lets one invocation have six requests to the store in flight; more would only queue. */
const PARALLEL_HEADS = 6;

export async function readSite(store: ObjectStore, tenantId: string, siteId: string): Promise<SiteManifest | null> {
  const stored = await store.getJson(siteKey(tenantId, siteId));
  return stored ? SiteManifest.parse(stored) : null;
}

export async function writeSite(store: ObjectStore, tenantId: string, manifest: SiteManifest): Promise<void> {
  await store.put(siteKey(tenantId, manifest.siteId), JSON.stringify(manifest), { contentType: 'application/json' });
}

/** Hashes of files whose blob is not stored, each once. A blob of another length than announced is an error. */
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
      const blob = await store.head(blobKey(tenantId, file.sha256));
      if (!blob) missing.push(file.sha256);
      else if (blob.size !== file.sizeBytes) throw wrongSize(file, blob.size);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_HEADS }, work));
  return missing;
}

function wrongSize(file: SiteFile, sizeBytes: number): EdgereelError {
  const message = `${file.path} has ${sizeBytes} bytes under its hash, not the ${file.sizeBytes} that the manifest says.`;
  return new EdgereelError('INVALID_REQUEST', message, { details: { file: file.path } });
}
