/**
 * One JSON line per unit of work. Facts about single frames are counters in it, not lines.
 * @module
 */

import { boundJson } from '#contracts/bound-text.ts';
import { MAX_LOG_LENGTH } from '#contracts/limits.ts';

export type LogFields = Record<string, string | number | boolean | null | undefined>;
export interface Logger {
  event(event: string, fields: LogFields): void;
}

export const noopLogger: Logger = { event: () => {} };

export function jsonLogger(write: (line: string) => void): Logger {
  return {
    event: (event, fields) =>
      write(`${JSON.stringify({ time: new Date().toISOString(), event, ...boundJson(fields, MAX_LOG_LENGTH) })}\n`),
  };
}
