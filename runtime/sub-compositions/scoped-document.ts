/**
 * `document` for the scripts of a child: look-ups stay in the child.
 * @module
 */
import type { LateListeners } from './late-listeners.ts';
import type { Lookup } from './lookup.ts';
import { shadow } from './shadow.ts';

export function scopeDocument(lookup: Lookup, late: LateListeners): Document {
  return shadow(document, {
    querySelector: (selector: string) => lookup(selector)[0] ?? null,
    querySelectorAll: lookup,
    getElementById: (id: string) => (id === '' ? null : (lookup(`#${CSS.escape(id)}`)[0] ?? null)),
    getElementsByClassName: (names: string) => lookup(toClassSelector(names)),
    getElementsByTagName: (name: string) => lookup(name),
    getElementsByName: (name: string) => lookup(`[name="${CSS.escape(name)}"]`),
    addEventListener: (...listening: Parameters<Document['addEventListener']>) => late.add(document, ...listening),
  });
}

function toClassSelector(names: string): string {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => `.${CSS.escape(name)}`)
    .join('');
}
