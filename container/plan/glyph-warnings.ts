/**
 * Text that will show boxes: not a fault of the page, but hardly what its author wants.
 * @module
 */
import type { PageDescription } from '#contracts/page.ts';
import type { RenderWarning } from '#contracts/warning.ts';

/** One warning for each element with characters that no font can draw. */
export function glyphWarnings({ missingGlyphs }: Pick<PageDescription, 'missingGlyphs'>): RenderWarning[] {
  return missingGlyphs.map(({ characters, family, element }) => ({
    code: 'missing_glyphs',
    severity: 'warning',
    message: `No font can draw ${describe(characters)} of ${element} (font family "${family}"), so boxes show instead: add an @font-face with a font that has them.`,
    details: { characters, family, element },
  }));
}

/** `"กข" (U+0E01, U+0E02)` */
function describe(characters: string): string {
  const codePoints = Array.from(characters, (character) => `U+${hex(character.codePointAt(0)!)}`);
  return `"${characters}" (${codePoints.join(', ')})`;
}

function hex(codePoint: number): string {
  return codePoint.toString(16).toUpperCase().padStart(4, '0');
}
