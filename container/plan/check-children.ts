/**
 * What is wrong with sub-compositions: a file that cannot be used fails the plan, a script that threw does not.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import type { PageDescription, UnmountedChild } from '#contracts/page.ts';
import type { RenderWarning } from '#contracts/warning.ts';

type Children = Pick<PageDescription, 'unmountedChildren' | 'failedChildScripts' | 'absentTimelines'>;

/** What is left of a path that a template has not filled in. */
const PLACEHOLDER = /[{}<>$]|\bplaceholder\b|^path\/to\//i;

const REASONS: Record<UnmountedChild['reason'], string> = {
  missing: 'does not exist',
  empty: 'is empty',
  'no-composition': 'has no element with data-composition-id',
  circular: 'lies in itself',
  'too-deep': 'lies more than 20 levels deep',
};

/** Throws `EMPTY_COMPOSITION` with every file that cannot be used. */
export function checkChildren({ unmountedChildren }: Pick<Children, 'unmountedChildren'>): void {
  const unusable = unmountedChildren.filter((child) => !isSkipped(child) && !PLACEHOLDER.test(child.file));
  if (unusable.length === 0) return;
  const list = unusable.map(({ file, element, reason }) => `${file} (in ${element}) ${REASONS[reason]}`).join('; ');
  throw new EdgereelError(
    'EMPTY_COMPOSITION',
    `Sub-compositions cannot be used: ${list}. Paths count from the site's folder.`,
    {
      details: { children: unusable },
    },
  );
}

export function childWarnings({ unmountedChildren, failedChildScripts, absentTimelines }: Children): RenderWarning[] {
  const skipped = unmountedChildren.filter(isSkipped).map(({ file, element, reason }): RenderWarning => ({
    code: `sub_composition_${reason.replaceAll('-', '_')}`,
    severity: 'warning',
    message: `${file} is not shown in ${element}: it ${REASONS[reason]}.`,
    details: { file, element },
  }));
  const failed = failedChildScripts.map(({ compositionId, file, line, message }): RenderWarning => ({
    code: 'sub_timeline_script_failure',
    severity: 'error',
    message: `A script of ${file}${line > 0 ? `:${line}` : ''} threw: ${message}`,
    details: { compositionId, file, line },
  }));
  const absent = absentTimelines.map(({ compositionId, file }): RenderWarning => ({
    code: 'sub_timeline_readiness_timeout',
    severity: 'error',
    message: `The sub-composition "${compositionId}" (${file}) has not registered its timeline in time and is shown without. Register it in window.__timelines, or set data-no-timeline on its root.`,
    details: { compositionId, file },
  }));
  return [...skipped, ...failed, ...absent];
}

/** Left out on purpose, and the render goes on without it. */
function isSkipped({ reason }: UnmountedChild): boolean {
  return reason === 'circular' || reason === 'too-deep';
}
