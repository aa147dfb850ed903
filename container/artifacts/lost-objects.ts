/**
 * Errors for stored objects that are missing or damaged. They say whether the plan has to be made again or the site uploaded again.
 * @module
 */
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import type { RenderPlan } from '#contracts/plan.ts';
import type { SiteFile } from '#contracts/site.ts';

/** Whether an error reports an object as missing or damaged. */
export function isLost(error: unknown): error is EdgereelError {
  return isEdgereelError(error) && (error.code === 'ASSET_NOT_FOUND' || error.code === 'OBJECT_DAMAGED');
}

/** Error for a missing or damaged file of the site. Only another upload brings it back. */
function siteFileDamaged({ path, sha256 }: Pick<SiteFile, 'path' | 'sha256'>, cause: unknown): EdgereelError {
  return new EdgereelError(
    'SITE_FILE_DAMAGED',
    `The site's file ${path} is gone from the store or damaged there: upload the site again, then retry the render.`,
    { details: { file: path, sha256 }, cause },
  );
}

/** Error for a missing or damaged part of the plan. Planning again brings it back. */
export function planDamaged(what: string, cause: unknown): EdgereelError {
  return new EdgereelError('PLAN_DAMAGED', `The plan's ${what} is gone from the store or damaged there.`, {
    details: { what },
    cause,
  });
}

/** Runs work on a blob of a plan or a site. A missing or damaged blob is reported under the path or URL that it has there. */
export async function namingLostBlob<Result>(
  { files, remote }: Pick<RenderPlan, 'files'> & Partial<Pick<RenderPlan, 'remote'>>,
  sha256: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isLost(error)) throw error;
    const file = files.find((each) => each.sha256 === sha256);
    if (file) throw siteFileDamaged(file, error);
    const url = remote?.find((each) => each.sha256 === sha256)?.url ?? sha256;
    throw planDamaged(`file ${url}`, error);
  }
}
