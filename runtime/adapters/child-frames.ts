/**
 * Pages inside the page. Those of its own origin are put at its time and waited for; others are told the time by message, which they
 * follow when the runtime is in them. In the preview all are of that kind.
 * @module
 */
import type { PageReadiness } from '#contracts/page.ts';
import { waitingTime, type WaitingTime } from '../clock/waiting-time.ts';
import { holdFrame } from '../seek-work.ts';
import type { AdapterFactory, Moment } from './adapter.ts';

/** `window.__edgereelFrame` of a page inside a composition. */
export interface Follower {
  put(moment: Moment): void;
  whenReady(timeoutMs: number, clock: WaitingTime): Promise<PageReadiness>;
  whenSeeked(): Promise<void>;
}

export interface FollowMessage {
  source: 'hf-host';
  type: 'follow';
  moment: Moment;
}

/** Time that a frame may take, as long as adapters are waited for at all. */
const READY_TIMEOUT_MS = 15_000;

export const createChildFrames: AdapterFactory = () => ({
  name: 'child-frames',
  seek(moment) {
    for (const frame of childWindows()) {
      const follower = followerIn(frame);
      if (follower) {
        follower.put(moment);
        holdFrame(follower.whenSeeked());
      } else {
        frame.postMessage({ source: 'hf-host', type: 'follow', moment } satisfies FollowMessage, '*');
      }
    }
  },
  async whenReady() {
    const all = childWindows().map(async (frame) => followerIn(frame)?.whenReady(READY_TIMEOUT_MS, waitingTime));
    for (const readiness of await Promise.all(all)) {
      if (readiness?.ready === false) throw new Error(`a frame still waits for ${readiness.missing.join(', ')}`);
    }
  },
});

function childWindows(): Window[] {
  return Array.from({ length: window.length }, (_, index) => window[index]!);
}

/** Null for a frame of another origin, and for one without the runtime. */
function followerIn(frame: Window): Follower | null {
  try {
    return frame.__edgereelFrame ?? null;
  } catch {
    return null;
  }
}
