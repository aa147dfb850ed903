import { describe, expect, it, test } from 'vitest';
import { RULES } from './table.ts';
import { CODE_CASES } from './testing/cases/code.ts';
import { CONTENT_CASES } from './testing/cases/content.ts';
import { MEDIA_CASES } from './testing/cases/media.ts';
import { STRUCTURE_CASES } from './testing/cases/structure.ts';
import { TIMELINE_CASES } from './testing/cases/timelines.ts';
import { lintFiles, markedPlaces } from './testing/lint-files.ts';

const CASES = [...STRUCTURE_CASES, ...TIMELINE_CASES, ...CODE_CASES, ...MEDIA_CASES, ...CONTENT_CASES];

const placesOf = (code: string, files: Parameters<typeof lintFiles>[0]): string[] =>
  lintFiles(files)
    .filter((finding) => finding.code === code)
    .map(({ file, line }) => `${file}:${line}`);

test('every code has cases', () => {
  const codes = RULES.flatMap((rule) => Object.keys(rule.codes));
  expect(new Set(CASES.map(({ code }) => code))).toEqual(new Set(codes));
  expect(new Set(codes).size).toBe(codes.length);
});

describe.for(CASES)('$code', ({ code, bad, good }) => {
  it.for(bad)('is found where it is marked: %j', (files) => {
    expect(markedPlaces(files)).not.toEqual([]);
    expect(placesOf(code, files)).toEqual(markedPlaces(files));
  });

  it.for(good)('is silent: %j', (files) => {
    expect(placesOf(code, files)).toEqual([]);
  });
});

test('a finding says what, where and what to do', () => {
  const [finding] = lintFiles(
    '<div data-composition-id="main" data-width="160" data-height="90" data-no-timeline></div>',
  );
  expect(finding).toEqual({
    code: 'root_composition_missing_duration_source',
    severity: 'error',
    message: 'The root has no duration, and nothing on the page ends by itself.',
    fixHint: 'Set data-duration on the root, in seconds, or register a timeline.',
    file: 'index.html',
    line: 1,
    column: 1,
    element: '<div#main>',
    snippet: '<div data-composition-id="main" data-width="160" data-height="90" data-no-timeline></div>',
  });
});
