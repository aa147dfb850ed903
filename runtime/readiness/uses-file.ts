import { findUser } from './find-user.ts';
import { rulesOf } from './sheet-rules.ts';

/** Whether anything but a hint to load it ahead asks for the file at a URL: an element, a style, a style sheet. Fonts are found by `findFontUse`. */
export function usesFile(url: string): boolean {
  return findUser(url) !== null || isImported(url);
}

function isImported(url: string): boolean {
  return [...document.styleSheets].some((sheet) =>
    rulesOf(sheet).some(
      (rule) => rule instanceof CSSImportRule && new URL(rule.href, sheet.href ?? document.baseURI).href === url,
    ),
  );
}
