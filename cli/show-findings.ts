/**
 * Lint findings for people: by file, each with its line, what is wrong and what to do. Pure.
 * @module
 */
import type { LintFinding, LintReport } from '#contracts/site-description.ts';

const COLORS = { error: 31, warning: 33, dim: 2, bold: 1 } as const;

export function showFindings(
  { findings, errorCount, warningCount, filesScanned, skippedFiles }: LintReport & { skippedFiles: readonly string[] },
  isColored: boolean,
): string {
  const paint = (style: keyof typeof COLORS, text: string): string =>
    isColored ? `\u001b[${COLORS[style]}m${text}\u001b[0m` : text;
  const show = ({ severity, code, message, fixHint, line, column, element }: LintFinding): string =>
    [
      `  ${line}:${column}  ${paint(severity, severity)}  ${message}  ${paint('dim', code)}`,
      `      ${paint('dim', element === null ? fixHint : `${element}  ${fixHint}`)}`,
    ].join('\n');
  const byFile = Map.groupBy(findings, ({ file }) => file);
  const groups = [...byFile].map(([file, own]) => [paint('bold', file), ...own.map(show)].join('\n'));
  const skipped = skippedFiles.length > 0 ? [`Not looked at (too large, or no text): ${skippedFiles.join(', ')}`] : [];
  const sum = `${count(errorCount, 'error')}, ${count(warningCount, 'warning')} in ${count(filesScanned, 'file')}.`;
  return [...groups, ...skipped, sum].join('\n\n');
}

const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? '' : 's'}`;
