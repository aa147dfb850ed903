/**
 * One JSON line per unit of work. Facts about single frames are counters in it, not lines.
 * @module
 */

export type LogFields = Record<string, string | number | boolean | null | undefined>;
export interface Logger {
  event(event: string, fields: LogFields): void;
}

export const noopLogger: Logger = { event: () => {} };

export function jsonLogger(write: (line: string) => void): Logger {
  return {
    event: (event, fields) => write(`${JSON.stringify({ time: new Date().toISOString(), event, ...fields })}\n`),
  };
}
