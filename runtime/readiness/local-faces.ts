/**
 * Faces whose every source is `local()`: fonts of the viewer's machine, which no other machine has. Where one names a bundled family, or one that a
 * bundled family stands for, the rule is rewritten to that. Any other has no source at all, and text falls through to the next family of its list.
 * @module
 */
import { findStandIn } from '#contracts/font-stand-ins.ts';
import type { FontUse } from '#contracts/page.ts';
import { bundledSheets } from './bundled-fonts.ts';
import { familyKey, unquote } from './font-families.ts';
import { rulesOf } from './sheet-rules.ts';
import { faceCss, pickFaces } from './stand-in-faces.ts';

type Substitute = NonNullable<FontUse['standIn']>;

/** Bundled family that is drawn for the `local()` sources of a family, by the key of the family. */
const substitutes = new Map<string, Substitute>();
/** Keys of families whose rules have no source here. */
const sourceless = new Set<string>();

export const localStandIn = (family: string): Substitute | undefined => substitutes.get(familyKey(family));

/** Whether a face of the family has nothing but `local()` sources that nobody knows. */
export const isSourceless = (family: string): boolean => sourceless.has(familyKey(family));

/** Names in `local()`, when a rule has no other sources; null when it has. */
function localNames(src: string): string[] | null {
  if (/url\(/i.test(src)) return null;
  const names = [...src.matchAll(/local\(\s*("[^"]*"|'[^']*'|[^)]*?)\s*\)/gi)].map(([, name]) => unquote(name!));
  return names.length === 0 ? null : names;
}

/**
 * Returns a function that rewrites the rules of sheets that are new or have grown. It returns the bundled families whose sheets must be on
 * first, and is called until there are none.
 */
export function createLocalFaces(bundledFaces: (family: string) => readonly CSSFontFaceRule[]): () => string[] {
  const seen = new WeakMap<CSSStyleSheet, number>();

  function rewrite(sheet: CSSStyleSheet): string[] {
    const rules = rulesOf(sheet);
    if (seen.get(sheet) === rules.length) return [];
    const waiting = [...rules.entries()].toReversed().flatMap(([index, rule]) => {
      if (rule instanceof CSSImportRule) return rule.styleSheet ? rewrite(rule.styleSheet) : [];
      return rule instanceof CSSFontFaceRule ? rewriteFace(sheet, index, rule) : [];
    });
    if (waiting.length === 0) seen.set(sheet, rulesOf(sheet).length);
    return waiting;
  }

  /** Returns the bundled family that must be there first. */
  function rewriteFace(sheet: CSSStyleSheet, index: number, rule: CSSFontFaceRule): string[] {
    const names = localNames(rule.style.getPropertyValue('src'));
    const family = unquote(rule.style.getPropertyValue('font-family'));
    if (!names || family === '') return [];
    const name = names.find((one) => findStandIn(one) !== null);
    if (name === undefined) {
      sourceless.add(familyKey(family));
      return [];
    }
    const standIn = findStandIn(name)!;
    const weight = rule.style.getPropertyValue('font-weight') || standIn.weight;
    const style = rule.style.getPropertyValue('font-style');
    const wanted = {
      weight: standIn.weight ?? weightOf(weight),
      isItalic: standIn.isItalic || /italic|oblique/.test(style),
    };
    const faces = pickFaces(bundledFaces(standIn.family), wanted);
    if (faces.length === 0) return [standIn.family];
    const unicodeRange = rule.style.getPropertyValue('unicode-range');
    const naming = { family, weight: weight ?? 'normal', style: style || 'normal', unicodeRange };
    sheet.deleteRule(index);
    for (const face of faces.toReversed()) sheet.insertRule(faceCss(face, naming), index);
    if (standIn.kind !== 'own')
      substitutes.set(familyKey(family), { name, family: standIn.family, isFormatAlias: standIn.kind === 'format' });
    return [];
  }

  return () => {
    const own = new Set(bundledSheets().map(({ sheet }) => sheet));
    return [...document.styleSheets, ...document.adoptedStyleSheets]
      .filter((sheet) => !own.has(sheet))
      .flatMap(rewrite);
  };
}

/** The lighter end of a `font-weight` descriptor; null for one that says nothing. */
function weightOf(descriptor: string | number | null): number | null {
  if (descriptor === null || descriptor === '') return null;
  const [first] = String(descriptor).split(/\s+/);
  return { normal: 400, bold: 700 }[first!] ?? (Number(first) || null);
}
