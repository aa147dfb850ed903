/**
 * Declares the nearest bundled family under the names of families of operating systems and foundries, which no host has, when text names them.
 * The rules stand in the bundled sheet, so that a face of the author under the same name removes them.
 * @module
 */
import { findStandIn, type StandIn } from '#contracts/font-stand-ins.ts';
import { bundledSheets } from './bundled-fonts.ts';
import { isGenericFamily } from '#contracts/generic-families.ts';
import { familyKey, parseFamilies, unquote } from './font-families.ts';
import { faceCss, pickFaces } from './stand-in-faces.ts';

export interface StandInFonts {
  /** Bundled families that stand for what the lists name: their sheets must be on before they can be declared. */
  needed(familyLists: Iterable<string>): string[];
  /** Declares what can be declared by now. */
  declare(familyLists: Iterable<string>): void;
}

/** The bundled family that is drawn for a name; null for a keyword, and for a name that is not known. */
export function standInOf(name: string): StandIn | null {
  if (isGenericFamily(name)) return null;
  return findStandIn(name);
}

export function createStandInFonts(bundledFaces: (family: string) => readonly CSSFontFaceRule[]): StandInFonts {
  const declared = new Set<string>();

  /** Names without a face of their own. */
  function unknownNames(familyLists: Iterable<string>): string[] {
    const names = new Set([...familyLists].flatMap(parseFamilies));
    const open = [...names].filter((name) => !isGenericFamily(name) && !declared.has(familyKey(name)));
    if (open.length === 0) return [];
    const faces = new Set([...document.fonts].map(({ family }) => familyKey(family)));
    return open.filter((name) => !faces.has(familyKey(name)));
  }

  return {
    needed: (familyLists) => unknownNames(familyLists).flatMap((name) => standInOf(name)?.family ?? []),
    declare(familyLists) {
      for (const name of unknownNames(familyLists)) {
        const standIn = standInOf(name);
        const faces = standIn ? pickFaces(bundledFaces(standIn.family), standIn) : [];
        const [sheet] = bundledSheets().flatMap((link) => link.sheet ?? []);
        if (!standIn || faces.length === 0 || !sheet) continue;
        declared.add(familyKey(name));
        for (const face of faces)
          sheet.insertRule(faceCss(face, { family: name, weight: standIn.weight }), sheet.cssRules.length);
      }
    },
  };
}

/** Faces of the bundled families by name, kept from before the author's declarations make any of them go. */
export function createBundledFaces(): (family: string) => readonly CSSFontFaceRule[] {
  const known = new Map<string, CSSFontFaceRule[]>();
  const read = new WeakSet<CSSStyleSheet>();
  return (family) => {
    for (const sheet of bundledSheets().flatMap((link) => link.sheet ?? [])) {
      if (read.has(sheet)) continue;
      read.add(sheet);
      for (const rule of sheet.cssRules) {
        if (!(rule instanceof CSSFontFaceRule)) continue;
        const key = familyKey(unquote(rule.style.getPropertyValue('font-family')));
        known.set(key, [...(known.get(key) ?? []), rule]);
      }
    }
    return known.get(familyKey(family)) ?? [];
  };
}
