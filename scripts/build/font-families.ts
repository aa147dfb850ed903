/**
 * The bundled families of the format: where their files come from and which other names they answer to. Data only.
 * @module
 */

import type { LARGE_FAMILIES } from '#contracts/fonts.ts';

export interface BundledFamily {
  /** A @fontsource package: variable where there is one, so that every weight is there. */
  package: string;
  /** As compositions write it, then names of other systems' families that are drawn with this one. */
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

/** Declared on demand, and what Chrome falls back to for scripts that the others lack. */
export const LARGE_PACKAGES: Record<keyof typeof LARGE_FAMILIES, Omit<BundledFamily, 'names'>> = {
  'noto-sans-jp': { package: '@fontsource-variable/noto-sans-jp' },
  'noto-sans-sc': { package: '@fontsource-variable/noto-sans-sc' },
  'noto-sans-kr': { package: '@fontsource-variable/noto-sans-kr' },
  'noto-sans-arabic': { package: '@fontsource-variable/noto-sans-arabic' },
  // The one file that holds all: the package's subsets draw nothing in Chrome.
  'noto-color-emoji': { package: '@fontsource/noto-color-emoji', sheets: ['emoji-400.css'] },
};
