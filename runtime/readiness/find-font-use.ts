/**
 * Finds the text that wants the font file at a URL.
 * @module
 */
import type { FontName } from '#contracts/page.ts';
import { describeElement } from './describe-element.ts';
import { familyKey, parseFamilies, unquote } from './font-families.ts';
import { describeFonts } from './fonts.ts';
import { imageUrls } from './image-urls.ts';
import { rulesOf } from './sheet-rules.ts';
import { shownTexts } from './shown-texts.ts';

/**
 * Finds the text by the @font-face rule that names the file. Where no rule can be read, a face that failed is taken to be it. Null without
 * text.
 */
export function findFontUse(url: string): FontName | null {
  const texts = shownTexts();
  for (const sheet of document.styleSheets) {
    for (const rule of rulesOf(sheet)) {
      if (!(rule instanceof CSSFontFaceRule) || !isSource(rule, sheet, url)) continue;
      const family = unquote(rule.style.getPropertyValue('font-family'));
      const user = texts.find(({ style }) =>
        parseFamilies(style.fontFamily).some((name) => familyKey(name) === familyKey(family)),
      );
      if (user) {
        const { fontWeight: weight, fontStyle: style } = user.style;
        return { family, weight, style, element: describeElement(user.element) };
      }
    }
  }
  const failed = describeFonts(texts, []).filter(({ state }) => state === 'failed');
  return failed.find(({ source }) => source === undefined) ?? failed[0] ?? null;
}

function isSource(rule: CSSFontFaceRule, sheet: CSSStyleSheet, url: string): boolean {
  return imageUrls(rule.style.getPropertyValue('src'), sheet.href ?? document.baseURI).includes(url);
}
