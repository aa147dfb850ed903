import { describe, expect, it } from 'vitest';
import { MAX_WARNINGS, MAX_WARNINGS_LENGTH } from './limits.ts';
import { addWarnings, refuseUnforgiven, type RenderWarning, type Strictness } from './warning.ts';

const lintError: RenderWarning = { code: 'root_missing_dimensions', severity: 'error', message: 'No size.' };
const note: RenderWarning = { code: 'painting_differs', severity: 'info', message: 'Drawn.' };
const lintWarning: RenderWarning = {
  code: 'timed_element_missing_clip_class',
  severity: 'warning',
  message: 'No class.',
};

describe('refuseUnforgiven', () => {
  it.each<[Strictness, RenderWarning[], string[]]>([
    ['best-effort', [lintError, lintWarning], []],
    ['strict', [], []],
    ['strict', [lintWarning], []],
    ['strict', [lintWarning, lintError], ['root_missing_dimensions']],
    ['strict-all', [note], []],
    ['strict-all', [lintWarning], ['timed_element_missing_clip_class']],
    ['strict-all', [lintWarning, lintError], ['timed_element_missing_clip_class', 'root_missing_dimensions']],
  ])('%s: of %j refuses %j', (strictness, warnings, refused) => {
    const attempt = () => refuseUnforgiven(warnings, strictness);
    if (refused.length === 0) return expect(attempt).not.toThrow();
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'STRICT_RENDER_REFUSED',
        details: { strictness, problems: refused.map((code) => expect.objectContaining({ code })) },
      }),
    );
  });
});

describe('addWarnings', () => {
  const many = (count: number, from = 0): RenderWarning[] =>
    Array.from({ length: count }, (_, i) => ({ code: 'x', severity: 'warning', message: `w${from + i}` }));

  it('keeps a list that is short', () => {
    expect(addWarnings([lintError], [lintWarning])).toEqual([lintError, lintWarning]);
  });

  it('counts what is too many, however it comes', () => {
    const atOnce = addWarnings([], [...many(300), { ...lintError, message: 'late' }]);
    expect(atOnce).toHaveLength(MAX_WARNINGS);
    expect(atOnce.at(-1)).toMatchObject({ code: 'warnings_omitted', severity: 'error', details: { count: 202 } });
    const piecemeal = addWarnings(addWarnings([], many(200)), [...many(100, 200), { ...lintError, message: 'late' }]);
    expect(piecemeal).toEqual(atOnce);
  });

  it('fails no render for notes that are left out', () => {
    const notes = Array.from({ length: MAX_WARNINGS + 1 }, (_, i): RenderWarning => ({ ...note, message: `${i}` }));
    expect(() => refuseUnforgiven(addWarnings([], notes), 'strict-all')).not.toThrow();
  });

  it('bounds their length together', () => {
    const bounded = addWarnings(
      [],
      many(90).map((warning) => ({ ...warning, message: 'm'.repeat(1e5) })),
    );
    expect(JSON.stringify(bounded).length).toBeLessThan(MAX_WARNINGS_LENGTH + 2_000);
    expect(bounded.at(-1)!.code).toBe('warnings_omitted');
  });
});
