/**
 * Finds the fonts that the pages of a site must have before their first script.
 * @module
 */
import { readFile, stat } from 'node:fs/promises';
import { chooseTextFiles } from '#analysis/site/site-text.ts';
import { findFontsAtLoad } from '#analysis/site/fonts-at-load.ts';
import type { FontsAtLoad } from '#contracts/fonts.ts';
import type { PageSetup } from '#contracts/page.ts';
import type { SiteFiles } from './site-files.ts';

/** Finds the fonts in the texts of the site. `bring` downloads a file before it is read. Null when no script draws or measures text. */
export async function readFontsAtLoad(
  files: SiteFiles,
  { variables }: Pick<PageSetup, 'variables'>,
  bring: (path: string) => Promise<void>,
): Promise<FontsAtLoad | null> {
  const paths = chooseTextFiles([...files.keys()].toSorted().map((path) => ({ path, sizeBytes: 0 }))).chosen;
  const sized = await Promise.all(
    paths.map(async ({ path }) => {
      const location = files.get(path)!;
      await bring(location);
      return { path, location, sizeBytes: (await stat(location)).size };
    }),
  );
  const { chosen } = chooseTextFiles(sized);
  const texts = await Promise.all(chosen.map(({ location }) => readFile(location, 'utf8')));
  return findFontsAtLoad([...texts, JSON.stringify(variables)]);
}
