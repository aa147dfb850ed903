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
import { hashSite, type LocalFile } from '../client/sites.ts';

/** Folders at the top that hold tools and results, not the composition. */
const IGNORED_FOLDERS = new Set(['renders', 'output', 'failures', 'dist']);

/** Two changes within this time may leave the same time stamp: not every file system counts finer. */
const CLOCK_STEP_MS = 2_000;

/** A file that has not been read yet. */
interface ListedFile {
  path: string;
  filePath: string;
  sizeBytes: number;
  /** Last change of content or attributes, epoch milliseconds. */
  changedAtMs: number;
  /** Text that differs for another file, and for this one after a change. */
  identity: string;
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

/** Whether a file with this path inside a folder is part of the site of the folder. */
export function isSitePath(path: string): boolean {
  const parts = path.split('/');
  return parts.every((name, index) => !isIgnored(name, index === 0 && parts.length > 1));
}

/**
 * A text that changes whenever a file of the folder's site does; null right after a change, when the next one might not show. Reads no
 * file. Throws as `listSite` does.
 */
export async function versionSite(folder: string): Promise<string | null> {
  const files = inSiteOrder(await listFiles(folder));
  checkLimits(files);
  if (files.some(({ changedAtMs }) => changedAtMs > Date.now() - CLOCK_STEP_MS)) return null;
  return files.map(({ path, identity }) => `${path}\0${identity}`).join('\n');
}

/** Site id and manifest of a folder. */
export async function readSite(folder: string): Promise<SiteManifest> {
  return hashSite(await listSite(folder), createSha256);
}

/** The hasher that `client/sites.ts` asks for. */
export const createSha256 = (): Sha256Hasher => createHash('sha256');

function isIgnored(name: string, isTopFolder: boolean): boolean {
  return name.startsWith('.') || name === 'node_modules' || (isTopFolder && IGNORED_FOLDERS.has(name));
}

async function listFiles(folder: string): Promise<ListedFile[]> {
  const found: ListedFile[] = [];
  const walk = async (directory: string, prefix: string, ancestors: readonly string[]): Promise<void> => {
    for (const name of await readdir(directory)) {
      if (isIgnored(name, prefix === '')) continue;
      const filePath = join(directory, name);
      const facts = await stat(filePath).catch(() => null);
      if (facts === null)
        throw new EdgereelError('ASSET_NOT_FOUND', `${filePath} is a link that leads nowhere. Repair or remove it.`);
      const path = prefix + name;
      if (facts.isFile()) {
        const { ino, size, mtimeMs, ctimeMs } = facts;
        const changedAtMs = Math.max(mtimeMs, ctimeMs);
        found.push({ path, filePath, sizeBytes: size, changedAtMs, identity: [ino, size, mtimeMs, ctimeMs].join(' ') });
      }
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
