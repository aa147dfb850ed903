/**
 * Uploads a composition's files as a site; sends only what the server does not have.
 * @module
 */
import { isEdgereelError } from '#contracts/errors.ts';
import { createSiteHasher, inSiteOrder, type Sha256Hasher, type SiteManifest } from '#contracts/site.ts';
import type { Client } from './client.ts';

export interface LocalFile {
  /** Inside the site: relative, forward slashes. */
  path: string;
  contentType: string;
  /** Called twice for a file that must be sent. Its bytes are read as they are needed. */
  read(): Promise<Blob>;
}

interface UploadOptions {
  /** Checked between files, and passed to the requests. */
  signal?: AbortSignal | undefined;
}

/** Site id and manifest of the files, by the same rule as the server's. */
export async function hashSite(
  files: readonly LocalFile[],
  createSha256: () => Sha256Hasher,
  { signal }: UploadOptions = {},
): Promise<SiteManifest> {
  const hasher = createSiteHasher(createSha256);
  for (const file of inSiteOrder(files)) {
    const hashing = hasher.begin(file.path);
    const reader = (await file.read()).stream().getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      signal?.throwIfAborted();
      hashing.update(read.value);
    }
    hashing.end();
  }
  return hasher.finish();
}

const ROUNDS = 2;

/** Returns the site id, under which `render` takes the composition. A large file goes up in parts. */
export async function uploadSite(
  client: Client,
  files: readonly LocalFile[],
  createSha256: () => Sha256Hasher,
  { signal }: UploadOptions = {},
): Promise<string> {
  const site = await hashSite(files, createSha256, { signal });
  const hashOf = new Map(site.files.map((entry) => [entry.path, entry.sha256]));
  for (let round = 1; ; round++) {
    const missing = new Set(await client.findMissingBlobs(site.files, { signal }));
    for (const file of files) {
      const sha256 = hashOf.get(file.path)!;
      if (missing.delete(sha256)) await client.putBlob(sha256, await file.read(), file.contentType, { signal });
    }
    try {
      await client.commitSite(site.siteId, site.files, { signal });
      return site.siteId;
    } catch (error) {
      // A server that finds a stored file damaged answers CONFLICT and lists the file as missing in the next round.
      if (!isEdgereelError(error) || error.code !== 'CONFLICT' || round === ROUNDS) throw error;
    }
  }
}
