/**
 * Font families that need no file of the site: those that come with the engine, and names that stand for one of them.
 * @module
 */
import { findStandIn as find } from '#contracts/font-stand-ins.ts';
import { isGenericFamily } from '#contracts/generic-families.ts';

/** Values of `font-family` and `font` that name no family. */
const KEYWORDS = new Set(['inherit', 'initial', 'unset', 'revert', 'revert-layer']);

/** The bundled family of this name, which may include a weight (`Inter Bold`); null when there is none. */
export function findBundled(family: string): string | null {
  const found = find(family);
  return found?.kind === 'own' ? found.family : null;
}

/** The bundled family that is shown instead of another; generic names are shown in Inter. */
export function findStandIn(family: string): string | null {
  const found = find(family);
  return found?.family ?? (isGenericFamily(family) ? 'Inter' : null);
}

/** Whether the composition format itself names the stand-in of a family. */
export const isFormatAlias = (family: string): boolean => find(family)?.kind === 'format';

export const isFontKeyword = (value: string): boolean => KEYWORDS.has(value.toLowerCase());
