/**
 * What lint says of the composition that a plan is made of.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { chooseTextFiles, toSiteText } from '#contracts/composition/site-text.ts';
import { readSiteModel } from '#contracts/composition/site-model.ts';
import { lintSite, toWarning } from '#contracts/lint/lint-site.ts';
import type { SiteFile } from '#contracts/site.ts';
import type { RenderWarning } from '#contracts/warning.ts';
import type { SiteFiles } from '../capture/site-files.ts';

/** Reads and judges the text files around the entry; bounded in bytes and files, so that a plan is not held up. */
export async function findLintWarnings(
  listed: readonly SiteFile[],
  files: SiteFiles,
  entry: string,
): Promise<RenderWarning[]> {
  const { chosen, skipped } = chooseTextFiles(listed);
  const read = await Promise.all(
    chosen.map(async ({ path }) => ({ path, text: await readFile(files.get(path)!, 'utf8') })),
  );
  const text = toSiteText(
    listed.map(({ path }) => path),
    read,
    skipped,
  );
  return lintSite(readSiteModel(text, entry), text).findings.map(toWarning);
}
