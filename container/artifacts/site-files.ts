/**
 * The files a page may load: those of its site, and the runtime and fonts that come with the engine.
 * @module
 */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { getMimeType } from 'hono/utils/mime';
import { findRawName } from '#analysis/site/raw-names.ts';
import { EdgereelError } from '#contracts/errors.ts';
import { MAX_PAGE_FILE_BYTES } from '#contracts/limits.ts';
import { preparePage, RUNTIME_FOLDER, type PageSetup } from '#contracts/page.ts';
import { readFontsAtLoad } from './read-fonts-at-load.ts';

/** A site on this node's disk: path inside the site → file that holds its bytes. */
export type SiteFiles = ReadonlyMap<string, string>;

export interface ServedFile {
  body: Buffer;
  contentType: string;
}

export interface FileServer {
  /**
   * The file at a path inside the site, or null when the site has none. HTML that is opened as a document comes prepared for capture;
   * HTML that a script fetches comes as it is.
   */
  read(path: string, use?: { asDocument: boolean }): Promise<ServedFile | null>;
  /** The file that was probably meant by a path that names none; the path is not decoded yet. */
  findMeant(path: string): string | null;
}

/** `bring` is told of each file before it is read. */
export function serveFiles(
  files: SiteFiles,
  engineAssets: string,
  setup: PageSetup,
  bring: (path: string) => Promise<void> = async () => {},
): FileServer {
  // The same for every document of the site.
  let fontsAtLoad: ReturnType<typeof readFontsAtLoad> | undefined;
  return {
    async read(path, { asDocument } = { asDocument: false }) {
      const contentType = contentTypeOf(path);
      const asset = engineAssetOf(path);
      if (asset) {
        const body = await readFile(join(engineAssets, asset)).catch(nullWhenAbsent);
        return body && { body, contentType };
      }
      const location = files.get(path);
      if (location === undefined) return null;
      await bring(location);
      await checkSize(path, location);
      const body = await readFile(location);
      if (!asDocument || !contentType.startsWith('text/html')) return { body, contentType };
      fontsAtLoad ??= readFontsAtLoad(files, setup, bring);
      const ready = { ...setup, fontsAtLoad: await fontsAtLoad };
      return { body: Buffer.from(preparePage(body.toString('utf8'), ready)), contentType };
    },
    findMeant: (path) => findRawName(path, files.keys()),
  };
}

async function checkSize(path: string, location: string): Promise<void> {
  const { size } = await stat(location);
  if (size <= MAX_PAGE_FILE_BYTES) return;
  throw new EdgereelError(
    'ASSET_TOO_LARGE',
    `A page must not load files of more than ${MAX_PAGE_FILE_BYTES} bytes; ${path} has ${size}. What a media element plays may be larger.`,
    { details: { file: path, limit: MAX_PAGE_FILE_BYTES, value: size } },
  );
}

/** Name of an engine file, `runtime.js` or one of the fonts; null for a file of the site. */
function engineAssetOf(path: string): string | null {
  const match = new RegExp(`^${RUNTIME_FOLDER}/([\\w.-]+|fonts/[\\w.-]+)$`).exec(path);
  return match && !match[1]!.includes('..') ? match[1]! : null;
}

/** A page may name an engine file that does not exist; a site's own files are always there. */
function nullWhenAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'EISDIR') return null;
  throw error;
}

function contentTypeOf(path: string): string {
  return getMimeType(path) ?? 'application/octet-stream';
}
