/**
 * Uploads a composition's files as a site; sends only what the server does not have.
 * @module
 */
import { inSiteOrder, type SiteFile } from '#contracts/site.ts';
import type { Client } from './client.ts';

export interface LocalFile {
  /** Inside the site: relative, forward slashes. */
  path: string;
  contentType: string;
  /** Called twice for a file that must be sent. */
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

/** An incremental SHA-256, which the web platform lacks; Node's `createHash('sha256')` is one. */
export interface Sha256Hasher {
  update(bytes: Uint8Array): unknown;
  digest(encoding: 'hex'): string;
}

/** Returns the site id, under which `render` takes the composition. Holds one file in memory at a time. */
export async function uploadSite(
  client: Client,
  files: readonly LocalFile[],
  createSha256: () => Sha256Hasher,
): Promise<string> {
  const site = createSha256();
  const entries: SiteFile[] = [];
  for (const file of inSiteOrder(files)) {
    const bytes = await file.read();
    const hash = createSha256();
    hash.update(bytes);
    site.update(new TextEncoder().encode(`${file.path}\0`));
    site.update(bytes);
    entries.push({ path: file.path, sha256: hash.digest('hex'), sizeBytes: bytes.byteLength });
  }
  const siteId = site.digest('hex').slice(0, 16);

  const hashOf = new Map(entries.map((entry) => [entry.path, entry.sha256]));
  const missing = new Set(await client.findMissingBlobs(entries));
  for (const file of files) {
    const sha256 = hashOf.get(file.path)!;
    if (missing.delete(sha256)) await client.putBlob(sha256, await file.read(), file.contentType);
  }
  await client.commitSite(siteId, entries);
  return siteId;
}
