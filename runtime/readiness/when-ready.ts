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

export interface Phase {
  checks: readonly ReadinessCheck[];
  /** Scripts bring what it waits for, so once one has failed it will hardly come. */
  isUpToScripts?: boolean;
  /** For what the page can do without: called when it has not come in half of the time that was left. */
  goOnWithout?: () => void;
}

export interface ReadinessOptions {
  /** A later phase is asked once the earlier ones are satisfied. */
  phases: readonly Phase[];
  real: RealClock;
  hasScriptError: () => boolean;
}

export async function whenReady(
  timeoutMs: number,
  { phases, real, hasScriptError }: ReadinessOptions,
): Promise<PageReadiness> {
  const endMs = real.nowMs() + timeoutMs;
  let scriptErrorMs: number | null = null;
  for (const { checks, isUpToScripts = false, goOnWithout } of phases) {
    const nowMs = real.nowMs();
    const limitMs = goOnWithout ? nowMs + (endMs - nowMs) / 2 : endMs;
    for (let missing = ask(checks); missing.length > 0; missing = ask(checks)) {
      if (hasScriptError()) scriptErrorMs ??= real.nowMs();
      const hurriedMs = isUpToScripts && scriptErrorMs !== null ? scriptErrorMs + AFTER_SCRIPT_ERROR_MS : limitMs;
      if (real.nowMs() >= Math.min(limitMs, hurriedMs)) {
        if (!goOnWithout) return { ready: false, missing };
        goOnWithout();
        break;
      }
      await sleep(POLL_INTERVAL_MS);
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
