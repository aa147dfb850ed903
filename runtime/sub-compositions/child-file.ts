/**
 * A child's file, had at once: while the document is being parsed nothing else may run in between.
 * @module
 */
const texts = new Map<string, string | null>();
const heads = new Map<string, boolean>();

/** Null when there is no such file. */
export function readFile(url: string): string | null {
  const known = texts.get(url);
  if (known !== undefined) return known;
  const text = request('GET', url)?.responseText ?? null;
  texts.set(url, text);
  return text;
}

export function fileExists(url: string): boolean {
  const known = heads.get(url);
  if (known !== undefined) return known;
  const doesExist = request('HEAD', url) !== null;
  heads.set(url, doesExist);
  return doesExist;
}

/** Null when the answer is not the file. */
function request(method: 'GET' | 'HEAD', url: string): XMLHttpRequest | null {
  const call = new XMLHttpRequest();
  call.open(method, url, false);
  try {
    call.send();
  } catch {
    // An address outside the site that may not be read, or a host that does not answer.
    return null;
  }
  return call.status === 200 ? call : null;
}
