import { describe, expect, it } from 'vitest';
import { refuseUnforgiven, type RenderWarning, type Strictness } from './warning.ts';

const lintError: RenderWarning = { code: 'root_missing_dimensions', severity: 'error', message: 'No size.' };
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
