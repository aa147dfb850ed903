import { findUser } from './find-user.ts';
import { imageUrls } from './image-urls.ts';
import { rulesOf } from './sheet-rules.ts';

/**
 * Whether anything but a hint to load it ahead asks for the file at a URL: an element, a style, a style sheet. `findFontUse` finds the text
 * that a font is for.
 */
export function usesFile(url: string): boolean {
  return findUser(url) !== null || isNamedBySheet(url);
}

function isNamedBySheet(url: string): boolean {
  return [...document.styleSheets].some((sheet) => {
    const base = sheet.href ?? document.baseURI;
    return rulesOf(sheet).some(
      (rule) =>
        (rule instanceof CSSImportRule && new URL(rule.href, base).href === url) ||
        (rule instanceof CSSFontFaceRule && imageUrls(rule.style.getPropertyValue('src'), base).includes(url)),
    );
  });
}
