/**
 * A folder as a site: its files, their digests and the site id.
 * @module
 */
import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { getMimeType } from 'hono/utils/mime';
import { EdgereelError } from '#contracts/errors.ts';
import { MAX_SITE_BYTES, MAX_SITE_FILES } from '#contracts/limits.ts';
import { inSiteOrder, type Sha256Hasher, type SiteManifest } from '#contracts/site.ts';
import { hashSite, type LocalFile } from '../../client/sites.ts';

/** Folders at the top that hold tools and results, not the composition. */
const IGNORED_FOLDERS = new Set(['renders', 'output', 'failures', 'dist']);

/** A file that has not been read yet. */
interface ListedFile {
  path: string;
  filePath: string;
  sizeBytes: number;
}

/**
 * The files of a folder, in site order. Dot files, `node_modules` at any depth and the ignored folders at the top are
 * left out; symbolic links are followed. Throws `PAYLOAD_TOO_LARGE` past a limit, naming limit and value.
 */
export async function listSite(folder: string): Promise<(LocalFile & { sizeBytes: number })[]> {
  const files = inSiteOrder(await listFiles(folder));
  checkLimits(files);
  return files.map(({ path, filePath, sizeBytes }) => ({
    path,
    sizeBytes,
    contentType: getMimeType(path) ?? 'application/octet-stream',
    read: () => openAsBlob(filePath),
  }));
}

/** Site id and manifest of a folder. */
export async function readSite(folder: string): Promise<SiteManifest> {
  return hashSite(await listSite(folder), createSha256);
}

/** The hasher that `client/sites.ts` asks for. */
export const createSha256 = (): Sha256Hasher => createHash('sha256');

async function listFiles(folder: string): Promise<ListedFile[]> {
  const found: ListedFile[] = [];
  const walk = async (directory: string, prefix: string, ancestors: readonly string[]): Promise<void> => {
    for (const name of await readdir(directory)) {
      const isIgnored = name.startsWith('.') || name === 'node_modules' || (prefix === '' && IGNORED_FOLDERS.has(name));
      if (isIgnored) continue;
      const filePath = join(directory, name);
      const facts = await stat(filePath).catch(() => null);
      if (facts === null)
        throw new EdgereelError('ASSET_NOT_FOUND', `${filePath} is a link that leads nowhere. Repair or remove it.`);
      const path = prefix + name;
      if (facts.isFile()) found.push({ path, filePath, sizeBytes: facts.size });
      // A link to a folder above would lead round in circles.
      const identity = `${facts.dev}:${facts.ino}`;
      if (facts.isDirectory() && !ancestors.includes(identity))
        await walk(filePath, `${path}/`, [...ancestors, identity]);
      if (found.length > MAX_SITE_FILES) return;
    }
  };
  const facts = await stat(folder).catch(() => null);
  if (!facts?.isDirectory()) throw new EdgereelError('COMPOSITION_NOT_FOUND', `${folder} is not a folder.`);
  await walk(folder, '', [`${facts.dev}:${facts.ino}`]);
  return found;
}

function checkLimits(files: readonly ListedFile[]): void {
  const tooLarge = (message: string, limit: number, value: number): EdgereelError =>
    new EdgereelError('PAYLOAD_TOO_LARGE', message, { details: { limit, value } });
  if (files.length > MAX_SITE_FILES) {
    throw tooLarge(`A site must not have more than ${MAX_SITE_FILES} files.`, MAX_SITE_FILES, files.length);
  }
  const total = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  if (total > MAX_SITE_BYTES) {
    throw tooLarge(`A site must not exceed ${MAX_SITE_BYTES} bytes; this one has ${total}.`, MAX_SITE_BYTES, total);
  }
}
