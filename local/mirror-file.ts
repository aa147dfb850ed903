/**
 * Folders that stand in for parts of the web, and the file in them that a URL means.
 * @module
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getMimeType } from 'hono/utils/mime';

/** URL prefix → folder. What follows the prefix in a URL is the path in the folder; the longest prefix wins. */
export type Mirrors = Readonly<Record<string, string>>;

export interface MirrorFile {
  body: Buffer;
  contentType: string;
}

/** The folder for a URL and the rest of the URL behind the prefix; null when no mirror has it. */
export function findMirror(mirrors: Mirrors, url: string): { folder: string; rest: string } | null {
  const [prefix] = Object.keys(mirrors)
    .filter((candidate) => url.startsWith(candidate))
    .toSorted((a, b) => b.length - a.length);
  return prefix === undefined ? null : { folder: mirrors[prefix]!, rest: url.slice(prefix.length) };
}

/** The file that the rest of a URL means; null when the folder has none, or the path leaves it. */
export async function readMirror(folder: string, rest: string): Promise<MirrorFile | null> {
  const [path, query] = splitOnce(rest, '?');
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodeSegment);
  if (segments.some((segment) => segment === null)) return null;
  const name = path === '' || path.endsWith('/') ? 'index.html' : segments.pop()!;
  const parent = join(folder, ...(segments as string[]));
  const present = await readdir(parent).catch(() => []);
  const found = nameCandidates(name, query).flatMap((candidate) => pick(present, candidate) ?? [])[0];
  if (found === undefined) return null;
  const body = await readFile(join(parent, found)).catch(() => null);
  return body && { body, contentType: getMimeType(found) ?? 'application/octet-stream' };
}

/** With a query the name that carries it comes first: as it stands in the URL, or escaped as a whole. */
function nameCandidates(name: string, query: string | undefined): string[] {
  return query === undefined ? [name] : [`${name}?${query}`, `${name}${encodeURIComponent(`?${query}`)}`, name];
}

/** The name itself, or the name and an extension, which then tells the type: `css2%3Ffamily%3DInter.css`. */
function pick(present: readonly string[], name: string): string | undefined {
  return (
    present.find((candidate) => candidate === name) ??
    present.find((candidate) => candidate.startsWith(`${name}.`) && !candidate.slice(name.length + 1).includes('.'))
  );
}

/** Null for a segment that would be more than a name in its folder. */
function decodeSegment(segment: string): string | null {
  try {
    const name = decodeURIComponent(segment);
    return name === '.' || name === '..' || /[/\\\0]/.test(name) ? null : name;
  } catch {
    return null;
  }
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
