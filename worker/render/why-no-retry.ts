import { EdgereelError, isOfInput } from '#contracts/errors.ts';
import type { RenderState } from './render-state.ts';

/** Why a failed render must not be tried again: it would fail again. Null for any other. */
export function whyNoRetry({ renderId, status, error }: RenderState): EdgereelError | null {
  if (status !== 'failed' || !error || error.retryable || !isOfInput(error.code)) return null;
  return new EdgereelError(
    'CONFLICT',
    `Render ${renderId} cannot be retried: it would fail again with ${error.code}. ${error.message} Change what is rendered and start a new render.`,
    { details: { status, reason: { code: error.code, message: error.message, details: error.details ?? {} } } },
  );
}
