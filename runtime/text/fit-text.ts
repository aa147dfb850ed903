/**
 * `__hyperframes.fitTextFontSize`: the largest font size at which a line of text fits a width.
 * @module
 */
import { measureText } from './measure-text.ts';

export interface FitOptions {
  /** CSS pixels. */
  maxWidth?: number;
  /** Size to start from, and the smallest to go down to, in pixels. */
  baseFontSize?: number;
  minFontSize?: number;
  /** Pixels between two sizes that are tried. */
  step?: number;
  fontWeight?: number | string;
  fontFamily?: string;
}

export interface FittedText {
  fontSize: number;
  /** False when the text is too wide at the smallest size too. */
  fits: boolean;
}

/** Of a font that has not been loaded yet, the browser measures its fallback: call it once `document.fonts` is ready. */
export function fitTextFontSize(
  text: string,
  {
    maxWidth = 1600,
    baseFontSize = 78,
    minFontSize = 42,
    step = 2,
    fontWeight = 900,
    fontFamily = 'sans-serif',
  }: FitOptions = {},
): FittedText {
  const family = fontFamily.includes(',') ? fontFamily : JSON.stringify(fontFamily.replaceAll(/^['"]|['"]$/g, ''));
  const fits = (fontSize: number): boolean => measureText(text, `${fontWeight} ${fontSize}px ${family}`) <= maxWidth;
  for (let fontSize = baseFontSize; fontSize > minFontSize; fontSize -= Math.max(step, 0.25)) {
    if (fits(fontSize)) return { fontSize, fits: true };
  }
  return { fontSize: minFontSize, fits: fits(minFontSize) };
}
