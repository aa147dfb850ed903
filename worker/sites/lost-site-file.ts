/**
 * What becomes of a render whose node did not find a file of the site as it was stored.
 * @module
 */
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import { Sha256 } from '#contracts/site.ts';
import { restoreBundledFile, type Sources } from './resolve-composition.ts';
import { dropDamagedBlobs } from './site-store.ts';

/**
 * The error to go on with. The store is asked itself: a file that is whole there was damaged on its way, and is tried again. One that
 * is not is deleted, so that an upload sends it again; of a bundled composition it is put back at once.
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
