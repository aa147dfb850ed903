/**
 * Warnings of font families for which others are shown.
 * @module
 */
import { substitutionMessage } from '#contracts/font-stand-ins.ts';
import { LOSSES, lossWarning } from './losses.ts';
import type { PageDescription } from '#contracts/page.ts';
import type { RenderWarning } from '#contracts/warning.ts';

/** One warning for each family that is not shown, in the order of the page. */
export function fontWarnings({ fonts }: Pick<PageDescription, 'fonts'>): RenderWarning[] {
  const warnings = new Map<string, RenderWarning>();
  for (const { family, element, standIn, insteadOf = [] } of fonts) {
    const shown = standIn?.family ?? family;
    for (const name of insteadOf) {
      const message = `The font family "${name}" cannot be had; "${shown}", the next of its list, is shown instead.`;
      if (!warnings.has(name))
        warnings.set(name, lossWarning('fontWithFallback', message, { family: name, shown, element }));
    }
    if (!standIn || warnings.has(standIn.name)) continue;
    const kind = standIn.isFormatAlias ? 'formatFont' : 'systemFont';
    const details = { family: standIn.name, shown, element };
    warnings.set(standIn.name, lossWarning(kind, substitutionMessage(standIn.name, shown), details));
  }
  return [...warnings.values()];
}

/** Codes that lint and the page both report; the page also sees what scripts have made of it. */
const PAGE_CODES = new Set<string>(['color_grading_ignored', 'webgpu_ignored']);
const FONT_CODES = new Set<string>(LOSSES.formatFont.codes);

/**
 * Merges lint's findings with the warnings of the page. A finding that the page reports as well is dropped; its place in the source goes to
 * the page's warning.
 */
export function tellOnce(findings: readonly RenderWarning[], told: readonly RenderWarning[]): RenderWarning[] {
  const isSame = (finding: RenderWarning, { message }: RenderWarning): boolean =>
    FONT_CODES.has(finding.code) && finding.message === message;
  const toldCodes = new Set(told.map(({ code }) => code));
  const rest = findings.filter(
    (finding) =>
      !told.some((warning) => isSame(finding, warning)) &&
      !(PAGE_CODES.has(finding.code) && toldCodes.has(finding.code)),
  );
  const placed = told.map((warning) => {
    const finding = findings.find((one) => isSame(one, warning));
    return finding ? { ...warning, details: { ...finding.details, ...warning.details } } : warning;
  });
  return [...rest, ...placed];
}
