import { declaredFamilies, findFontUses, linkedFamilies } from '../../site/fonts.ts';
import { isGenericFamily } from '#contracts/generic-families.ts';
import { findBundled, findStandIn, isFormatAlias } from '../../site/known-fonts.ts';
import { substitutionMessage } from '#contracts/font-stand-ins.ts';
import { defineRule } from '../rule.ts';

export const fonts = defineRule({
  codes: {
    font_family_without_font_face: {
      severity: 'error',
      when: 'The first family of a `font-family` is neither declared by `@font-face`, nor linked, nor bundled.',
    },
    system_font_will_alias: {
      severity: 'warning',
      when: 'The first family of a `font-family` is a system font that the format maps to a bundled family, which is shown instead.',
    },
    font_substituted: {
      severity: 'error',
      when: 'The first family of a `font-family` belongs to an operating system or a foundry, so no font host has it; the nearest bundled family is shown instead.',
    },
  },
  *check({ document, site }) {
    // A sub-composition's text may use the faces of the page around it, and the other way round.
    const around = site.documents.filter(
      ({ path, hosts }) =>
        path === document.path ||
        hosts.some(({ file }) => file === document.path) ||
        document.hosts.some(({ file }) => file === path),
    );
    const brought = new Set(around.flatMap((one) => [...declaredFamilies(one), ...linkedFamilies(one)]));
    // A family that a script adds (`new FontFace('Name', …)`) is named in it.
    const code = document.scripts.map((script) => script.code).filter((text) => text.includes('FontFace'));
    const reported = new Set<string>();
    for (const { family, element, place } of findFontUses(document)) {
      const name = family.toLowerCase();
      if (reported.has(name) || brought.has(name) || findBundled(family)) continue;
      if (code.some((text) => text.includes(family))) continue;
      reported.add(name);
      const standIn = findStandIn(family);
      // Generic names are meant to be whatever there is.
      if (standIn !== null && isGenericFamily(family)) continue;
      yield standIn === null
        ? {
            code: 'font_family_without_font_face',
            message: `The font family "${family}" is not part of the site and does not come with the engine.`,
            fixHint: 'Add an @font-face rule with a file of the site, or use a bundled family.',
            place,
            element,
          }
        : {
            code: isFormatAlias(family) ? 'system_font_will_alias' : 'font_substituted',
            message: substitutionMessage(family, standIn),
            fixHint: `Name "${standIn}" first, or add an @font-face rule with a file of the site.`,
            place,
            element,
          };
    }
  },
});
