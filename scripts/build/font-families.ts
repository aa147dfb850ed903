/**
 * The bundled families of the format: where their files come from and which other names they answer to. Data only.
 * @module
 */

import { LARGE_FAMILIES } from '#contracts/fonts.ts';

/** Families of the sheet `noto-scripts` that write one script each. */
const SCRIPTS = LARGE_FAMILIES['noto-scripts'].filter((family) => !/Symbols|Math|Music/.test(family));

/** Families of that sheet that have one weight; the others are variable. */
const STATIC_FAMILIES: readonly string[] = ['Noto Sans Symbols 2', 'Noto Sans Math', 'Noto Music'];

export interface BundledFamily {
  /** A @fontsource package: variable where there is one, so that every weight is there. */
  package: string;
  /** Names of the family: as compositions write it, then those of other systems' families that are drawn with this one. */
  names: readonly string[];
  /** Style sheets of the package. Default: every weight, upright and italic. */
  sheets?: readonly string[];
}

/** Declared in every page. */
export const SMALL_FAMILIES: readonly BundledFamily[] = [
  {
    package: '@fontsource-variable/inter',
    names: [
      'Inter',
      'Helvetica',
      'Helvetica Neue',
      'Arial',
      'Verdana',
      'Tahoma',
      'SF Pro',
      'SF Pro Display',
      'SF Pro Text',
      'Avenir',
      'Noto Sans',
      // Written as keywords, but names to Chrome.
      '-apple-system',
      'BlinkMacSystemFont',
      'ui-sans-serif',
      'ui-rounded',
    ],
  },
  {
    package: '@fontsource-variable/montserrat',
    names: ['Montserrat', 'Futura', 'DIN Alternate', 'Arial Black'],
  },
  { package: '@fontsource-variable/outfit', names: ['Outfit'] },
  { package: '@fontsource-variable/nunito', names: ['Nunito'] },
  { package: '@fontsource-variable/oswald', names: ['Oswald'] },
  { package: '@fontsource/league-gothic', names: ['League Gothic', 'Bebas Neue'] },
  { package: '@fontsource/archivo-black', names: ['Archivo Black'] },
  { package: '@fontsource/space-mono', names: ['Space Mono'] },
  { package: '@fontsource/ibm-plex-mono', names: ['IBM Plex Mono'] },
  {
    package: '@fontsource-variable/jetbrains-mono',
    names: ['JetBrains Mono', 'Courier', 'Courier New', 'Consolas', 'Menlo', 'Monaco', 'ui-monospace'],
  },
  {
    package: '@fontsource-variable/eb-garamond',
    names: ['EB Garamond', 'Georgia', 'Times', 'Times New Roman', 'Garamond', 'Palatino', 'Cambria', 'ui-serif'],
  },
  { package: '@fontsource-variable/playfair-display', names: ['Playfair Display'] },
  { package: '@fontsource-variable/source-code-pro', names: ['Source Code Pro'] },
  { package: '@fontsource-variable/roboto', names: ['Roboto', 'Segoe UI'] },
  { package: '@fontsource-variable/open-sans', names: ['Open Sans'] },
  { package: '@fontsource/lato', names: ['Lato'] },
  { package: '@fontsource/poppins', names: ['Poppins'] },
];

/** Packages of the families that are declared on demand, by sheet. */
export const LARGE_PACKAGES: Record<keyof typeof LARGE_FAMILIES, readonly BundledFamily[]> = {
  'noto-sans-jp': [{ package: '@fontsource-variable/noto-sans-jp', names: LARGE_FAMILIES['noto-sans-jp'] }],
  'noto-sans-sc': [{ package: '@fontsource-variable/noto-sans-sc', names: LARGE_FAMILIES['noto-sans-sc'] }],
  'noto-sans-kr': [{ package: '@fontsource-variable/noto-sans-kr', names: LARGE_FAMILIES['noto-sans-kr'] }],
  'noto-sans-arabic': [{ package: '@fontsource-variable/noto-sans-arabic', names: LARGE_FAMILIES['noto-sans-arabic'] }],
  // The one file that holds all: the package's subsets draw nothing in Chrome.
  'noto-color-emoji': [
    { package: '@fontsource/noto-color-emoji', names: LARGE_FAMILIES['noto-color-emoji'], sheets: ['emoji-400.css'] },
  ],
  'noto-scripts': LARGE_FAMILIES['noto-scripts'].map((name) => ({ package: packageOf(name), names: [name] })),
};

function packageOf(name: string): string {
  const scope = STATIC_FAMILIES.includes(name) ? '@fontsource' : '@fontsource-variable';
  return `${scope}/${name.toLowerCase().replaceAll(' ', '-')}`;
}

/** System font files that generic families mean. They keep their names and the height of their lines. */
export const GENERIC_FILES: readonly (readonly [source: string, file: string])[] = [
  ['@fontsource-variable/inter', 'inter-latin-wght-normal.woff2'],
  ['@fontsource-variable/eb-garamond', 'eb-garamond-latin-wght-normal.woff2'],
  ['@fontsource-variable/jetbrains-mono', 'jetbrains-mono-latin-wght-normal.woff2'],
  ['@fontsource/stix-two-math', 'stix-two-math-latin-400-normal.woff2'],
];

const EVERY_RANGE = /-wght-normal\.woff2$/;

/**
 * System fonts for the characters that no family of the text has, in the order in which Chrome looks: packages, and which of their files. What
 * is drawn in the colour of the text stands before what has colours of its own: where Chrome is to draw emoji it asks for a font in colour.
 */
export const FALLBACK_FILES: readonly (readonly [source: string, files: RegExp])[] = [
  ['@fontsource-variable/inter', EVERY_RANGE],
  ['@fontsource-variable/noto-sans-jp', EVERY_RANGE],
  ['@fontsource-variable/noto-sans-sc', EVERY_RANGE],
  ['@fontsource-variable/noto-sans-kr', EVERY_RANGE],
  ['@fontsource-variable/noto-sans-arabic', EVERY_RANGE],
  ...SCRIPTS.map((script) => [packageOf(script), scriptFile(script)] as const),
  ['@fontsource-variable/noto-sans', /-(?:latin|greek|cyrillic)-ext-wght-normal\.woff2$/],
  ['@fontsource-variable/noto-sans-symbols', /-symbols-symbols-wght-normal\.woff2$/],
  ['@fontsource/noto-sans-symbols-2', /-2-(?:symbols|math|braille)-400-normal\.woff2$/],
  ['@fontsource/noto-sans-math', /-400-normal\.woff2$/],
  ['@fontsource/noto-music', /-music-music-400-normal\.woff2$/],
  ['@fontsource-variable/eb-garamond', EVERY_RANGE],
  ['@fontsource-variable/jetbrains-mono', EVERY_RANGE],
  ['@fontsource/stix-two-math', /-400-normal\.woff2$/],
  ['@fontsource/noto-emoji', /-emoji-400-normal\.woff2$/],
  ['@fontsource/noto-color-emoji', /-emoji-400-normal\.woff2$/],
];

/** The file of a package for one script that has its letters: those for Latin repeat what other fonts have. */
function scriptFile(family: string): RegExp {
  const script = family
    .replace(/^Noto (?:Sans|Serif) /, '')
    .toLowerCase()
    .replaceAll(' ', '-');
  return new RegExp(`-${script}-wght-normal\\.woff2$`);
}
