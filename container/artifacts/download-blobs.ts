/**
 * Blobs of the store on this node's disk.
 * @module
 */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { blobKey } from '#contracts/keys.ts';
import type { SiteFile } from '#contracts/site.ts';
import type { SiteFiles } from './site-files.ts';
import type { ArtifactStore } from './artifact-store.ts';
import { namingLostBlob } from './lost-objects.ts';

const PARALLEL_DOWNLOADS = 6;

/**
 * Downloads blobs, each to a file named after its hash, so that no path of a site and no URL ever becomes a path here. Throws
 * `SITE_FILE_DAMAGED` or `PLAN_DAMAGED` for a blob that is missing or damaged; `owner` is the site or plan that names it.
 */
export async function downloadBlobs(
  store: ArtifactStore,
  tenantId: string,
  blobs: readonly { sha256: string }[],
  folder: string,
  owner: Parameters<typeof namingLostBlob>[0],
): Promise<void> {
  const limit = pLimit(PARALLEL_DOWNLOADS);
  const hashes = new Set(blobs.map(({ sha256 }) => sha256));
  await Promise.all(
    [...hashes].map((sha256) =>
      limit(async () => {
        const part = join(folder, `${sha256}.part`);
        await namingLostBlob(owner, sha256, () => store.getFile(blobKey(tenantId, sha256), part, sha256));
        await rename(part, join(folder, sha256));
      }),
    ),
  );
}

/** A site's files where `downloadBlobs` put them. */
export function filesIn(folder: string, files: readonly SiteFile[]): SiteFiles {
  return new Map(files.map((file) => [file.path, join(folder, file.sha256)]));
}
