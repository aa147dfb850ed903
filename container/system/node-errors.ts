/**
 * Operating-system trouble as our errors.
 * @module
 */
import { EdgereelError, isEdgereelError, withDetails, asEdgereelError, type ErrorDetails } from '#contracts/errors.ts';

/** A full disk and a cancelled call are recognised wherever they surface; what is already ours passes through. */
export function fromSystemError(error: unknown, details: ErrorDetails = {}): EdgereelError {
  if (isEdgereelError(error)) return withDetails(error, details);
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && cause.code === 'ENOSPC') {
      return new EdgereelError('NODE_DISK_FULL', undefined, { details, cause: error });
    }
    if (cause.name === 'AbortError') return new EdgereelError('CANCELLED', undefined, { details, cause: error });
  }
  return withDetails(asEdgereelError(error), details);
}
