/**
 * The part of a site that can be read as text, and how much of it is read.
 * @module
 */
import { isThirdParty } from './third-party.ts';

export interface SiteText {
  /** Every file of the site, text or not. */
  paths: readonly string[];
  /** Contents by path, of the files that were chosen. */
  texts: ReadonlyMap<string, string>;
  /** Text files past a limit, or no text after all; nothing is said about them. */
  skipped: readonly string[];
}

interface ListedFile {
  path: string;
  sizeBytes: number;
}

/** Longer files are data or bundles. */
export const MAX_TEXT_FILE_BYTES = 512 * 1024;
/** Parsed, a text takes about thirty times its size; this stays below half of what a Worker has. */
export const MAX_TEXT_BYTES = 1024 * 1024;
export const MAX_TEXT_FILES = 200;

/** What is read first when not everything can be. */
const READING_ORDER: readonly RegExp[] = [/^index\.html?$/i, /\.html?$/i, /\.css$/i, /\.m?js$/i];

/** The files to read as text, and the names of those that are too large or too many. Third-party code is neither. */
export function chooseTextFiles<File extends ListedFile>(
  files: readonly File[],
): { chosen: File[]; skipped: string[] } {
  const rank = ({ path }: ListedFile): number => READING_ORDER.findIndex((pattern) => pattern.test(path));
  const candidates = files
    .filter((file) => rank(file) >= 0 && !isThirdParty(file.path))
    .toSorted((a, b) => rank(a) - rank(b));
  const chosen: File[] = [];
  const skipped: string[] = [];
  let bytes = 0;
  for (const file of candidates) {
    const fits =
      file.sizeBytes <= MAX_TEXT_FILE_BYTES &&
      bytes + file.sizeBytes <= MAX_TEXT_BYTES &&
      chosen.length < MAX_TEXT_FILES;
    if (fits) {
      chosen.push(file);
      bytes += file.sizeBytes;
    } else {
      skipped.push(file.path);
    }
  }
  return { chosen, skipped };
}

/** Sorts what was read. `bytes` that are no UTF-8 text are skipped, whatever the file is called. */
export function toSiteText(
  paths: readonly string[],
  read: readonly { path: string; text: string }[],
  skipped: readonly string[] = [],
): SiteText {
  const isText = ({ text }: { text: string }): boolean => !text.includes('\0');
  return {
    paths,
    texts: new Map(read.filter(isText).map(({ path, text }) => [path, text.replace(/^\ufeff/, '')])),
    skipped: [...skipped, ...read.filter((file) => !isText(file)).map(({ path }) => path)],
  };
}
