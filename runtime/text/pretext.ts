/**
 * `__hyperframes.pretext`: breaks text into lines by arithmetic alone. Measured once, it can be laid out at many widths.
 * @module
 */
import { measureText } from './measure-text.ts';

export interface PreparedText {
  /** Paragraphs of pieces that are never broken; the space that follows a piece belongs to it. */
  readonly paragraphs: readonly (readonly { text: string; width: number; inkWidth: number }[])[];
}

export interface TextLine {
  text: string;
  /** CSS pixels, without the space at the end. */
  width: number;
}

export const pretext = {
  /** `font` is a CSS font shorthand. */
  prepare(text: string, font: string): PreparedText {
    const paragraphs = text.split('\n').map((paragraph) =>
      (paragraph.match(PIECE) ?? []).map((piece) => ({
        text: piece,
        width: measureText(piece, font),
        inkWidth: measureText(piece.trimEnd(), font),
      })),
    );
    return { paragraphs };
  },

  /** Height and number of the lines at a width, all in CSS pixels. */
  layout(prepared: PreparedText, maxWidth: number, lineHeight: number): { height: number; lineCount: number } {
    const lineCount = breakLines(prepared, maxWidth).length;
    return { height: lineCount * lineHeight, lineCount };
  },

  /** The same with the lines themselves. */
  layoutWithLines(
    prepared: PreparedText,
    maxWidth: number,
    lineHeight: number,
  ): { height: number; lineCount: number; lines: TextLine[] } {
    const lines = breakLines(prepared, maxWidth);
    return { height: lines.length * lineHeight, lineCount: lines.length, lines };
  },
};

/** A word, or a character of a script that breaks anywhere, with the marks and spaces behind it. */
const PIECE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]\p{P}*\s*|[^\s\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]+\s*|\s+/gu;

/** Each line takes as many pieces as fit, and at least one. */
function breakLines({ paragraphs }: PreparedText, maxWidth: number): TextLine[] {
  return paragraphs.flatMap((paragraph) => {
    const lines: TextLine[] = [];
    let line = { text: '', width: 0, advance: 0 };
    for (const { text, width, inkWidth } of paragraph) {
      if (line.text !== '' && line.advance + inkWidth > maxWidth) {
        lines.push({ text: line.text.trimEnd(), width: line.width });
        line = { text: '', width: 0, advance: 0 };
      }
      line = { text: line.text + text, width: line.advance + inkWidth, advance: line.advance + width };
    }
    lines.push({ text: line.text.trimEnd(), width: line.width });
    return lines;
  });
}
