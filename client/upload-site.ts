/**
 * A site to the server: only what it lacks crosses the wire.
 * @module
 */
import pLimit from 'p-limit';
import { z } from 'zod';
import { Sha256, SiteManifest, type SiteFile } from '#contracts/site.ts';
import { sendRequest, type Connection } from './api-request.ts';

const PARALLEL_UPLOADS = 4;
const Missing = z.object({ missing: z.array(Sha256) });

export async function uploadSite(
  connection: Connection,
  { siteId, files }: { siteId: string; files: readonly SiteFile[] },
  readFile: (file: SiteFile) => Promise<Uint8Array<ArrayBuffer>>,
  signal?: AbortSignal,
): Promise<SiteManifest> {
  const manifest = { files: files.map(({ path, sha256, sizeBytes }) => ({ path, sha256, sizeBytes })) };
  const answer = await sendRequest(connection, 'api/sites', { method: 'POST', json: manifest, signal });
  const { missing } = Missing.parse(await answer.json());
  const bySha256 = new Map(manifest.files.map((file) => [file.sha256, file]));
  const limit = pLimit({ concurrency: PARALLEL_UPLOADS, rejectOnClear: true });
  await limit.map(missing, async (sha256) => {
    signal?.throwIfAborted();
    const file = bySha256.get(sha256)!;
    const body = await readFile(file);
    await sendRequest(connection, `api/sites/blobs/${sha256}`, { method: 'PUT', body, signal });
  });
  const committed = await sendRequest(connection, `api/sites/${siteId}/commit`, { method: 'POST', json: manifest, signal });
  return SiteManifest.parse(await committed.json());
}
