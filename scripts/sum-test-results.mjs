/**
 * Adds up the JSON reports of several vitest runs and prints one line, `N passed, N failed, N skipped`:
 *
 *     node scripts/sum-test-results.mjs <folder> [exit status of the runs]
 *
 * A run that failed without a failed test (it never started, or broke outside of one) counts as one failure.
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests?: number }} VitestReport
 * @param {readonly VitestReport[]} reports
 * @param {boolean} hasFailed
 */
export function summarize(reports, hasFailed) {
  const sum = (/** @type {(report: VitestReport) => number} */ count) =>
    reports.reduce((total, report) => total + count(report), 0);
  const failed = sum((report) => report.numFailedTests);
  const skipped = sum((report) => report.numPendingTests + (report.numTodoTests ?? 0));
  return `${sum((report) => report.numPassedTests)} passed, ${hasFailed ? Math.max(failed, 1) : failed} failed, ${skipped} skipped`;
}

/** @param {string} folder @returns {VitestReport[]} */
function readReports(folder) {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    return names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  } catch {
    return [];
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [folder, status = '0'] = process.argv.slice(2);
  console.log(summarize(readReports(folder ?? ''), status !== '0'));
}
