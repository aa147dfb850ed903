/**
 * Handles a file of a site that a node found missing or damaged.
 * @module
 */
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import { Sha256 } from '#contracts/site.ts';
import { restoreBundledFile, type Sources } from './resolve-composition.ts';
import { dropDamagedBlobs } from './site-store.ts';

/**
 * Returns the error that the task fails with. A file that is whole in the store was damaged on its way, so the task is tried again. A damaged
 * one is deleted, so that an upload sends it again; a file of a bundled composition is put back at once.
 */
export async function settleLostFile(error: unknown, siteId: string, sources: Sources): Promise<unknown> {
  if (!isEdgereelError(error) || error.code !== 'SITE_FILE_DAMAGED') return error;
  const { sha256, file } = error.details;
  const parsed = Sha256.safeParse(sha256);
  if (!parsed.success) return error;
  const damaged = await dropDamagedBlobs(sources.store, sources.tenantId, [parsed.data]);
  const isWhole = damaged.length === 0 || (await restoreBundledFile(siteId, parsed.data, sources));
  if (!isWhole) return error;
  return new EdgereelError('STORAGE_UNAVAILABLE', `The site's file ${String(file)} did not reach the node whole.`, {
    details: error.details,
  });
}
