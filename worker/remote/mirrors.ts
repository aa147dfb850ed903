/**
 * Places that stand in for parts of the web, where there is none or where it must not be asked.
 * @module
 */

/** URL prefix → base URL that takes its place. */
export type RemoteMirrors = Readonly<Record<string, string>>;

/** Where a URL is fetched from in its place; null when no mirror has it. The longest prefix wins. */
export function mirrorUrl(mirrors: RemoteMirrors, url: string): string | null {
  const [prefix] = Object.keys(mirrors)
    .filter((candidate) => url.startsWith(candidate))
    .toSorted((a, b) => b.length - a.length);
  return prefix === undefined ? null : mirrors[prefix]! + url.slice(prefix.length);
}
