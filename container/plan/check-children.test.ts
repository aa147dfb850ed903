import { expect, test } from 'vitest';
import type { UnmountedChild } from '#contracts/page.ts';
import { checkChildren, childWarnings } from './check-children.ts';

const child = (file: string, reason: UnmountedChild['reason']): UnmountedChild => ({
  file,
  element: 'div#host',
  reason,
});
const only = (...unmountedChildren: UnmountedChild[]) => ({
  unmountedChildren,
  failedChildScripts: [],
  absentTimelines: [],
});

test('all files that cannot be used are named at once', () => {
  const children = [child('a.html', 'missing'), child('b.html', 'empty'), child('c.html', 'no-composition')];
  expect(() => checkChildren(only(...children))).toThrowError(
    expect.objectContaining({
      code: 'EMPTY_COMPOSITION',
      message: expect.stringMatching(/a\.html.*does not exist.*b\.html.*is empty.*c\.html.*data-composition-id/),
      details: { children },
    }),
  );
});

test.each(['{{scene}}.html', '${scene}', '<scene>.html', 'placeholder.html', 'path/to/scene.html'])(
  '%s is no path',
  (file) => {
    expect(() => checkChildren(only(child(file, 'missing')))).not.toThrow();
  },
);

test('what is left out on purpose is a warning', () => {
  const children = only(child('a.html', 'circular'), child('b.html', 'too-deep'));
  expect(() => checkChildren(children)).not.toThrow();
  expect(childWarnings(children)).toMatchObject([
    { code: 'sub_composition_circular', severity: 'warning', details: { file: 'a.html' } },
    { code: 'sub_composition_too_deep', severity: 'warning', details: { file: 'b.html' } },
  ]);
});

test('a script that threw is a warning that a strict render does not forgive', () => {
  const failed = { compositionId: 'intro', file: 'intro.html', line: 7, message: 'TypeError: x is null' };
  expect(childWarnings({ ...only(), failedChildScripts: [failed] })).toEqual([
    {
      code: 'sub_timeline_script_failure',
      severity: 'error',
      message: 'A script of intro.html:7 threw: TypeError: x is null',
      details: { compositionId: 'intro', file: 'intro.html', line: 7 },
    },
  ]);
});
