/**
 * Ctrl-C and its kin as an `AbortSignal`.
 * @module
 */
import { constants } from 'node:os';

const SIGNALS: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A program ended by a signal; its exit code is 128 plus the signal's number. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals) {
    super(`Stopped by ${signal}.`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * Aborts with an `Interruption` on the first signal, or when `bootstrap.mjs` is killed outright. Later signals change
 * nothing: the end is under way, and a terminal sends the same Ctrl-C to every process of the group.
 */
export function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  for (const signal of SIGNALS) process.on(signal, () => controller.abort(new Interruption(signal)));
  process.on('disconnect', () => controller.abort(new Interruption('SIGHUP')));
  process.channel?.unref();
  return controller.signal;
}
