/**
 * One JSON line per finished operation. A logger is passed in, never imported by whoever logs.
 * @module
 */
import { boundJson, boundText } from '#contracts/bound-text.ts';
import { asEdgereelError } from '#contracts/errors.ts';
import { MAX_LOG_LENGTH, MAX_STACK_LENGTH } from '#contracts/limits.ts';

/** `event` names the operation, `outcome` its end; facts follow. No tokens, no signed URLs, no page text. */
export type LogEvent = { event: string; outcome: 'success' | 'failure' | 'canceled' } & Record<string, unknown>;
export type Logger = (event: LogEvent) => void;

export const consoleLogger: Logger = (event) => {
  const line = JSON.stringify({ time: new Date().toISOString(), ...boundJson(event, MAX_LOG_LENGTH) });
  if (event.outcome === 'failure') console.error(line);
  else console.log(line);
};

export const noopLogger: Logger = () => {};

/** Facts of a failure for a log line: the code, and for a failure nobody foresaw also its text. */
export function describeError(value: unknown): { errorCode: string; errorMessage: string; errorStack?: string } {
  const error = asEdgereelError(value);
  const { cause } = error;
  if (error.code !== 'INTERNAL' || !(cause instanceof Error))
    return { errorCode: error.code, errorMessage: error.message };
  return {
    errorCode: error.code,
    errorMessage: cause.message,
    ...(cause.stack && { errorStack: boundText(cause.stack, MAX_STACK_LENGTH) }),
  };
}
