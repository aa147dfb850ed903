/**
 * Discovery and lint of a folder on this machine.
 * @module
 */
import { stat } from 'node:fs/promises';
import { chooseTextFiles, toSiteText } from '#analysis/site/site-text.ts';
import { EdgereelError } from '#contracts/errors.ts';
import { lookAtSite } from '#analysis/lint/look-at-site.ts';
import type { SiteLook } from '#contracts/site-description.ts';
import { listSite } from '../local/read-site.ts';
import { fromCaller } from '../local/paths.ts';
import { UsageError } from '../local/run-program.ts';

export const folderArgument = {
  type: 'positional',
  required: false,
  description: 'Folder with index.html (default: this folder)',
} as const;

/**
 * Throws `UsageError` for what is no folder, `COMPOSITION_NOT_FOUND` for one without HTML, and `COMPOSITION_INVALID` when
 * none of its HTML can be read.
 */
export async function lookAtFolder(dir = '.'): Promise<SiteLook> {
  const folder = fromCaller(dir);
  const facts = await stat(folder).catch(() => null);
  if (!facts?.isDirectory()) throw new UsageError(`${folder} is ${facts ? 'a file' : 'not there'}; name a folder.`);
  const files = await listSite(folder);
  const { chosen, skipped } = chooseTextFiles(files);
  const decoder = new TextDecoder();
  const read = await Promise.all(
    chosen.map(async (file) => ({ path: file.path, text: decoder.decode(await (await file.read()).arrayBuffer()) })),
  );
  const text = toSiteText(
    files.map(({ path }) => path),
    read,
    skipped,
  );
  const isHtml = (path: string): boolean => /\.html?$/i.test(path);
  if (!text.paths.some(isHtml)) {
    throw new EdgereelError('COMPOSITION_NOT_FOUND', `${folder} has no HTML file. Name a folder with a composition.`);
  }
  if (![...text.texts.keys()].some(isHtml)) {
    const names = text.skipped.filter(isHtml);
    throw new EdgereelError(
      'COMPOSITION_INVALID',
      `${names.join(', ')} cannot be read as text: too large, or no text.`,
      {
        details: { files: names },
      },
    );
  }
  return lookAtSite(text);
}
