/**
 * Warnings: what a render goes on in spite of. How strict the caller is decides which of them fail it.
 * @module
 */
import { z } from 'zod';
import { boundJson, boundText } from './bound-text.ts';
import { EdgereelError } from './errors.ts';
import { MAX_NAME_LENGTH, MAX_WARNING_DETAILS_LENGTH, MAX_WARNINGS, MAX_WARNINGS_LENGTH } from './limits.ts';

export const WARNING_SEVERITIES = ['error', 'warning'] as const;

export const RenderWarning = z.object({
  /** A lint rule, or what happened while planning; codes are only ever added. */
  code: z.string(),
  /** `error` fails a render under `strict`, `warning` only under `strict-all`, `info` never: the pictures are right all the same. */
  severity: z.enum([...WARNING_SEVERITIES, 'info']),
  message: z.string(),
  /** Element, file, line, family, URL: as far as known. */
  details: z.record(z.string(), z.unknown()).optional(),
});
export type RenderWarning = z.infer<typeof RenderWarning>;

export const STRICTNESSES = ['best-effort', 'strict', 'strict-all'] as const;
export type Strictness = (typeof STRICTNESSES)[number];

/** Throws `STRICT_RENDER_REFUSED` with all that the strictness does not forgive. */
export function refuseUnforgiven(warnings: readonly RenderWarning[], strictness: Strictness): void {
  if (strictness === 'best-effort') return;
  const unforgiven = warnings.filter(
    ({ severity }) => severity === 'error' || (severity === 'warning' && strictness === 'strict-all'),
  );
  const [first] = unforgiven;
  if (!first) return;
  const others = unforgiven.length > 1 ? ` (and ${unforgiven.length - 1} more)` : '';
  throw new EdgereelError('STRICT_RENDER_REFUSED', `${first.code}: ${first.message}${others}`, {
    details: { strictness, problems: unforgiven },
  });
}

/** Code of the warning that counts those left out of a list. */
const OMITTED = 'warnings_omitted';

/**
 * Adds warnings to a list, each bounded in length. Those beyond the limits are counted in one last warning, which is as severe as the worst of
 * them.
 */
export function addWarnings(known: readonly RenderWarning[], more: readonly RenderWarning[]): RenderWarning[] {
  const kept: RenderWarning[] = [];
  let omittedCount = 0;
  let omittedSeverity: RenderWarning['severity'] = 'info';
  // The note that some are left out has room of its own.
  let left = MAX_WARNINGS_LENGTH;
  for (const warning of [...known, ...more]) {
    const bounded = boundWarning(warning);
    const length = JSON.stringify(bounded).length;
    const isNote = bounded.code === OMITTED;
    if (!isNote && kept.length < MAX_WARNINGS - 1 && length <= left) {
      kept.push(bounded);
      left -= length;
      continue;
    }
    omittedCount += isNote ? Number(bounded.details?.count ?? 1) : 1;
    omittedSeverity = worseOf(omittedSeverity, bounded.severity);
  }
  return omittedCount > 0 ? [...kept, omittedWarning(omittedCount, omittedSeverity)] : kept;
}

/** The warnings that are not known yet: chunks may warn of the same frame. */
export const newAmong = (warnings: readonly RenderWarning[], known: readonly RenderWarning[]): RenderWarning[] =>
  warnings.filter(({ message }) => known.every((warning) => warning.message !== message));

export const boundWarnings = (warnings: readonly RenderWarning[]): RenderWarning[] => addWarnings([], warnings);

function worseOf(a: RenderWarning['severity'], b: RenderWarning['severity']): RenderWarning['severity'] {
  return WARNING_SEVERITIES.find((severity) => severity === a || severity === b) ?? 'info';
}

function boundWarning({ code, severity, message, details }: RenderWarning): RenderWarning {
  return {
    code: boundText(code, MAX_NAME_LENGTH),
    severity,
    message: boundText(message),
    ...(details && { details: boundJson(details, MAX_WARNING_DETAILS_LENGTH) }),
  };
}

function omittedWarning(count: number, severity: RenderWarning['severity']): RenderWarning {
  const message = `${count} more warnings are left out: a render tells at most ${MAX_WARNINGS}, of ${MAX_WARNINGS_LENGTH} characters together.`;
  return { code: OMITTED, severity, message, details: { count } };
}

/** A list of warnings as it comes from a node. */
export const RenderWarnings = z.array(RenderWarning).transform(boundWarnings);
