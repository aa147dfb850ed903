/**
 * Waiting until the page can be shown at any time. Only real timers are used: animation frames are virtual, and while a page is
 * captured the compositor gives none.
 * @module
 */
import type { PageReadiness } from '#contracts/page.ts';
import type { RealClock } from '../clock/virtual-clock.ts';

/** Names what is still missing; nothing when it is satisfied. Asked again and again, so it also starts what has to be started. */
export type ReadinessCheck = () => string[];

const POLL_INTERVAL_MS = 20;
/** What a page still owes after one of its scripts has failed will hardly come. */
const AFTER_SCRIPT_ERROR_MS = 2_000;

export interface ReadinessOptions {
  /** Groups of checks; a later group is asked once the earlier ones are satisfied. */
  phases: readonly (readonly ReadinessCheck[])[];
  real: RealClock;
  hasScriptError: () => boolean;
}

export async function whenReady(
  timeoutMs: number,
  { phases, real, hasScriptError }: ReadinessOptions,
): Promise<PageReadiness> {
  let remainingMs = timeoutMs;
  let lastMs = real.nowMs();
  let isShortened = false;
  for (const checks of phases) {
    for (let missing = ask(checks); missing.length > 0; missing = ask(checks)) {
      if (remainingMs <= 0) return { ready: false, missing };
      await sleep(POLL_INTERVAL_MS);
      const nowMs = real.nowMs();
      remainingMs -= nowMs - lastMs;
      lastMs = nowMs;
      if (!isShortened && hasScriptError()) {
        isShortened = true;
        remainingMs = Math.min(remainingMs, AFTER_SCRIPT_ERROR_MS);
      }
    }
  }
  return { ready: true };
}

export function sleep(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

function ask(checks: readonly ReadinessCheck[]): string[] {
  return checks.flatMap((check) => check());
}
