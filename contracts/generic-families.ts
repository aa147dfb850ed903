/**
 * The generic families of CSS: every browser shows another font for them, so a bundled one stands for each.
 * @module
 */

/** Bundled family by generic family, for example `Inter` for `sans-serif`. */
export const GENERIC_FAMILIES = {
  'sans-serif': 'Inter',
  'system-ui': 'Inter',
  cursive: 'Inter',
  fantasy: 'Inter',
  emoji: 'Inter',
  fangsong: 'Inter',
  serif: 'EB Garamond',
  monospace: 'JetBrains Mono',
  // It has the table by which MathML is laid out.
  math: 'STIX Two Math',
} as const;

/** Names of the platform's own interface fonts. */
const INTERFACE_FAMILIES = [
  'ui-serif',
  'ui-sans-serif',
  'ui-monospace',
  'ui-rounded',
  '-apple-system',
  'blinkmacsystemfont',
];

const NAMES: ReadonlySet<string> = new Set([...Object.keys(GENERIC_FAMILIES), ...INTERFACE_FAMILIES]);

/** Whether a family is a keyword, such as `serif`, or the platform's own interface font: every browser has something for it. */
export const isGenericFamily = (family: string): boolean => NAMES.has(family.toLowerCase());
