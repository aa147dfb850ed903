/**
 * Runs all rules over a site.
 * @module
 */
import type { Place } from '../site/place.ts';
import type { SiteModel } from '../site/site-model.ts';
import type { SiteText } from '../site/site-text.ts';
import type { LintFinding, LintReport } from '#contracts/site-description.ts';
import type { RenderWarning } from '#contracts/warning.ts';
import { createContext, type Problem, type Rule } from './rule.ts';
import { RULES } from './table.ts';

/** A page that is wrong all over is told enough of it. */
const MAX_FINDINGS_PER_CODE_AND_FILE = 20;
const MAX_SNIPPET_LENGTH = 120;

/** Findings by file and line, errors of a line first. Documents without a composition are not looked at. */
export function lintSite(site: SiteModel, { texts }: SiteText): LintReport {
  const lines = new Map<string, string[]>();
  const lineAt = ({ file, line }: Place): string => {
    const ofFile = lines.get(file) ?? texts.get(file)?.split('\n') ?? [];
    lines.set(file, ofFile);
    return ofFile[line - 1]?.trim() ?? '';
  };
  const findings = site.documents
    .filter(({ role }) => role !== 'page')
    .flatMap((document) => {
      const context = createContext(site, document);
      return RULES.flatMap((rule) =>
        [...rule.check(context)].map((problem) => toFinding(problem, rule, lineAt(problem.place))),
      );
    });
  const told = withoutFlood(unique(findings)).toSorted(inOrder);
  return {
    errorCount: told.filter(({ severity }) => severity === 'error').length,
    warningCount: told.filter(({ severity }) => severity === 'warning').length,
    findings: told,
    filesScanned: texts.size,
  };
}

/** A finding as what a render goes on in spite of. */
export function toWarning({ code, severity, message, snippet: _, ...where }: LintFinding): RenderWarning {
  return { code, severity, message, details: where };
}

function toFinding({ code, message, fixHint, place, element }: Problem, rule: Rule, line: string): LintFinding {
  return {
    code,
    severity: rule.codes[code]!.severity,
    message,
    fixHint,
    ...place,
    element,
    snippet: line.length > MAX_SNIPPET_LENGTH ? `${line.slice(0, MAX_SNIPPET_LENGTH)}…` : line,
  };
}

/** A file that two documents load is told of once. */
function unique(findings: readonly LintFinding[]): LintFinding[] {
  const keyOf = ({ code, file, line, column, message }: LintFinding): string =>
    [code, file, line, column, message].join('\0');
  return [...new Map(findings.map((finding) => [keyOf(finding), finding])).values()];
}

function withoutFlood(findings: readonly LintFinding[]): LintFinding[] {
  const groups = Map.groupBy(findings, ({ code, file }) => `${code}\0${file}`);
  return [...groups.values()].flatMap((group) => group.slice(0, MAX_FINDINGS_PER_CODE_AND_FILE));
}

function inOrder(a: LintFinding, b: LintFinding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : 1);
}
