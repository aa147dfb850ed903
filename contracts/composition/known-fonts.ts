/**
 * Font families that need no file of the site: those that come with the engine, and names that stand for one of them.
 * @module
 */
import { LARGE_FAMILIES } from '../fonts.ts';

const BUNDLED = [
  'Inter',
  'Montserrat',
  'Outfit',
  'Nunito',
  'Oswald',
  'League Gothic',
  'Archivo Black',
  'Space Mono',
  'IBM Plex Mono',
  'JetBrains Mono',
  'EB Garamond',
  'Playfair Display',
  'Source Code Pro',
  'Roboto',
  'Open Sans',
  'Lato',
  'Poppins',
];

/** System fonts by the bundled family that is shown instead. */
const STAND_INS: Record<string, readonly string[]> = {
  Inter: [
    'Helvetica',
    'Helvetica Neue',
    'Arial',
    'Verdana',
    'Tahoma',
    'SF Pro',
    'SF Pro Display',
    'SF Pro Text',
  ].concat(['Avenir', 'Noto Sans']),
  Montserrat: ['Futura', 'DIN Alternate', 'Arial Black'],
  'League Gothic': ['Bebas Neue'],
  'JetBrains Mono': ['Courier', 'Courier New', 'Consolas', 'Menlo', 'Monaco'],
  'EB Garamond': ['Georgia', 'Times', 'Times New Roman', 'Garamond', 'Palatino', 'Cambria'],
  Roboto: ['Segoe UI'],
};

const GENERIC = new Set(
  ['serif', 'sans-serif', 'monospace', 'cursive', 'fantasy', 'system-ui', 'emoji', 'math', 'fangsong'].concat([
    'ui-serif',
    'ui-sans-serif',
    'ui-monospace',
    'ui-rounded',
    '-apple-system',
    'blinkmacsystemfont',
  ]),
);
/** Values of `font-family` and `font` that name no family. */
const KEYWORDS = new Set(['inherit', 'initial', 'unset', 'revert', 'revert-layer']);

const bundled = new Map(
  [...BUNDLED, ...Object.values(LARGE_FAMILIES).flat()].map((family) => [family.toLowerCase(), family]),
);
const standIns = new Map(
  Object.entries(STAND_INS).flatMap(([family, names]) => names.map((name) => [name.toLowerCase(), family] as const)),
);

/** The bundled family under this name, if there is one. */
export const findBundled = (family: string): string | null => bundled.get(family.toLowerCase()) ?? null;

/** The bundled family that is shown instead of a system font; generic names are shown in Inter. */
export function findStandIn(family: string): string | null {
  const name = family.toLowerCase();
  return standIns.get(name) ?? (GENERIC.has(name) ? 'Inter' : null);
}

/** `serif`, `system-ui` and the like: every system has something for them. */
export const isGenericFamily = (family: string): boolean => GENERIC.has(family.toLowerCase());

export const isFontKeyword = (value: string): boolean => KEYWORDS.has(value.toLowerCase());
