import { expect, test } from 'vitest';
import { summarize } from './sum-test-results.mjs';

const report = (numPassedTests: number, numFailedTests: number, numPendingTests = 0) => ({
  numPassedTests,
  numFailedTests,
  numPendingTests,
});

test('several runs add up', () => {
  expect(summarize([report(10, 0, 1), report(3, 2)], true)).toBe('13 passed, 2 failed, 1 skipped');
});

test('a run that broke before its first test counts as a failure', () => {
  expect(summarize([], true)).toBe('0 passed, 1 failed, 0 skipped');
});
