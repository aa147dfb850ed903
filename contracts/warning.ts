/**
 * What a render goes on in spite of. How strict the caller is decides which of them fail it.
 * @module
 */
import { z } from 'zod';
import { EdgereelError } from './errors.ts';

export const WARNING_SEVERITIES = ['error', 'warning'] as const;

export const RenderWarning = z.object({
  /** A lint rule, or what happened while planning; codes are only ever added. */
  code: z.string(),
  /** `error` fails a render under `strict`, `warning` only under `strict-all`. */
  severity: z.enum(WARNING_SEVERITIES),
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
  const unforgiven = warnings.filter(({ severity }) => severity === 'error' || strictness === 'strict-all');
  const [first] = unforgiven;
  if (!first) return;
  const others = unforgiven.length > 1 ? ` (and ${unforgiven.length - 1} more)` : '';
  throw new EdgereelError('STRICT_RENDER_REFUSED', `${first.code}: ${first.message}${others}`, {
    details: { strictness, problems: unforgiven },
  });
}
