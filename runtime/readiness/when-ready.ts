/**
 * Waiting until the page can be shown at any time. Only real timers are used: animation frames are virtual, and while a page is
 * captured the compositor gives none.
 * @module
 */
import type { PageReadiness } from '#contracts/page.ts';
import { waitingTime, type WaitingTime } from '../clock/waiting-time.ts';

/** Names what is still missing; nothing when it is satisfied. Asked again and again, so it also starts what has to be started. */
export type ReadinessCheck = () => string[];

const POLL_INTERVAL_MS = 20;
/** What a page still owes after one of its scripts has failed will hardly come. */
const AFTER_SCRIPT_ERROR_MS = 2_000;

export interface Phase {
  checks: readonly ReadinessCheck[];
  /** Scripts bring what it waits for, so once one has failed it will hardly come. */
  isUpToScripts?: boolean;
  /** Called when what the page can do without has not come in half of the time that was left. */
  goOnWithout?: () => void;
}

export interface ReadinessOptions {
  /** A later phase is asked once the earlier ones are satisfied. */
  phases: readonly Phase[];
  hasScriptError: () => boolean;
  /** Clock of the time limits. Default: the page's own. */
  clock?: WaitingTime | undefined;
}

export async function whenReady(
  timeoutMs: number,
  { phases, hasScriptError, clock = waitingTime }: ReadinessOptions,
): Promise<PageReadiness> {
  const endMs = clock.nowMs() + timeoutMs;
  let scriptErrorMs: number | null = null;
  for (const { checks, isUpToScripts = false, goOnWithout } of phases) {
    const nowMs = clock.nowMs();
    const limitMs = goOnWithout ? nowMs + (endMs - nowMs) / 2 : endMs;
    for (let missing = ask(checks); missing.length > 0; missing = ask(checks)) {
      if (hasScriptError()) scriptErrorMs ??= clock.nowMs();
      const hurriedMs = isUpToScripts && scriptErrorMs !== null ? scriptErrorMs + AFTER_SCRIPT_ERROR_MS : limitMs;
      if (clock.nowMs() >= Math.min(limitMs, hurriedMs)) {
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
