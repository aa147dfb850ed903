import { expect, test } from 'vitest';
import { MAX_PROBES, nextStep, type OpenPage } from './page-probe.js';

const timeline = { duration: () => 3, totalTime: () => undefined };
const page = (facts: Partial<OpenPage>): OpenPage =>
  ({ hasRuntime: false, hasNested: false, root: null, timeline: null, ...facts }) as OpenPage;

test.each([
  ['a closed page', 1, null, 'wait'],
  ['a closed page at the end', MAX_PROBES, null, 'give-up'],
  ['nested compositions', 1, page({ hasNested: true, timeline }), 'inject'],
  ['a bare timeline', 1, page({ timeline }), 'drive-timeline'],
  ['an empty timeline', 1, page({ timeline: { ...timeline, duration: () => 0 } }), 'wait'],
  ['nothing yet', 5, page({}), 'wait'],
  ['nothing for long', 6, page({}), 'inject'],
  ['a runtime that is silent', 6, page({ hasRuntime: true, timeline }), 'wait'],
] as const)('%s, looked at for the %ith time', (_what, probes, seen, step) => {
  expect(nextStep({ probes, page: seen, isInjected: false })).toBe(step);
});

test('a runtime is put in once', () => {
  expect(nextStep({ probes: 7, page: page({}), isInjected: true })).toBe('wait');
});
