/**
 * Waiting for what the adapters have found. A library that never gets ready does not stop the page; it is told as a warning.
 * @module
 */
import type { RenderWarning } from '#contracts/warning.ts';
import type { Adapter } from '../adapters/adapter.ts';
import { afterWaiting } from '../clock/waiting-time.ts';
import type { ReadinessCheck } from './when-ready.ts';

/** Time that the page waits for any of them. */
const ADAPTER_TIMEOUT_MS = 15_000;

export interface AdapterReadiness {
  checks: ReadinessCheck[];
  /** Warnings of adapters that failed or did not get ready in time. */
  warnings(): RenderWarning[];
}

/** Waiting begins at the first question to each check. */
export function watchAdapters(adapters: readonly Adapter[], timeoutMs = ADAPTER_TIMEOUT_MS): AdapterReadiness {
  const warnings: RenderWarning[] = [];
  return { checks: adapters.map(checkOf), warnings: () => warnings };

  function checkOf(adapter: Adapter): ReadinessCheck {
    let state: 'idle' | 'waiting' | 'settled' = 'idle';
    return () => {
      if (state === 'idle') {
        state = 'waiting';
        void settle(adapter).then(() => (state = 'settled'));
      }
      return state === 'settled' ? [] : [`${adapter.name} adapter`];
    };
  }

  async function settle(adapter: Adapter): Promise<void> {
    const late = Promise.withResolvers<never>();
    const waiting = afterWaiting(timeoutMs, () => late.reject(new Error(`not ready after ${timeoutMs / 1000} s`)));
    try {
      await Promise.race([adapter.whenReady?.(), late.promise]);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      warnings.push({
        code: 'adapter_readiness_failed',
        severity: 'warning',
        message: `The ${adapter.name} adapter did not get ready: ${reason}. The render goes on with what there is.`,
        details: { adapter: adapter.name },
      });
    } finally {
      waiting.cancel();
    }
  }
}
