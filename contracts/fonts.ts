/**
 * Fonts that a page, the build and the render node must agree on.
 * @module
 */

/**
 * Families of many thousand characters, by the name of their style sheet in `fonts/`. A page declares them only when its
 * text names one: their faces are many.
 */
export const LARGE_FAMILIES = {
  'noto-sans-jp': ['Noto Sans JP', 'Noto Sans Japanese'],
  'noto-sans-sc': ['Noto Sans SC'],
  'noto-sans-kr': ['Noto Sans KR'],
  'noto-sans-arabic': ['Noto Sans Arabic'],
  'noto-color-emoji': ['Noto Color Emoji'],
  'noto-scripts': [
    ...['Noto Sans Hebrew', 'Noto Sans Thai', 'Noto Sans Devanagari', 'Noto Sans Georgian', 'Noto Sans Armenian'],
    ...['Noto Sans Ethiopic', 'Noto Sans Bengali', 'Noto Sans Tamil', 'Noto Sans Gujarati', 'Noto Sans Gurmukhi'],
    ...['Noto Sans Telugu', 'Noto Sans Kannada', 'Noto Sans Malayalam', 'Noto Sans Oriya', 'Noto Sans Sinhala'],
    ...['Noto Sans Khmer', 'Noto Sans Lao', 'Noto Sans Myanmar', 'Noto Serif Tibetan', 'Noto Sans Thaana'],
    ...['Noto Sans Syriac', 'Noto Sans Cherokee', 'Noto Sans Canadian Aboriginal'],
    ...['Noto Sans Symbols', 'Noto Sans Symbols 2', 'Noto Sans Math', 'Noto Music'],
  ],
} as const satisfies Record<string, readonly string[]>;

/**
 * The font that Chrome falls back to last while it captures: a box for every character. Its width is odd, of more units to
 * the em than fonts have: no glyph of another font is as wide, so a character of this width has no glyph.
 */
export const MISSING_GLYPH = { family: 'Edgereel Missing Glyph', unitsPerEm: 8192, advance: 6173 } as const;

/** File in the folder of the system fonts: the names of the families that Chrome falls back to, in order. */
export const FALLBACK_INDEX = 'fallbacks.json';

/** Bundled fonts that a page must have before its first script. */
export interface FontsAtLoad {
  /** Families as the texts write them: of each list the first that the engine has. */
  names: string[];
  /** Characters beyond ASCII that the texts hold, each once. */
  characters: string;
  /** Weights that the texts speak of, for example `[400, 700]`. */
  weights: number[];
  hasItalics: boolean;
}
