/**
 * A page inside a composition: it stands at the time of its host, and has no timeline of its own.
 * @module
 */
import type { EdgereelPage } from '#contracts/page.ts';
import type { FollowMessage } from './adapters/child-frames.ts';
import type { Seeker } from './seeker.ts';

export function followHost(seeker: Seeker, page: EdgereelPage): void {
  window.__edgereelFrame = {
    put: (moment) => seeker.put(moment),
    whenReady: (timeoutMs, clock) => page.whenReady(timeoutMs, clock),
    whenSeeked: () => page.whenSeeked(),
  };
  window.addEventListener('message', ({ source, data }) => {
    if (source === window.parent && isFollow(data)) seeker.put(data.moment);
  });
}

function isFollow(data: unknown): data is FollowMessage {
  const message = data as Partial<FollowMessage> | null;
  return message?.source === 'hf-host' && message.type === 'follow' && typeof message.moment?.timeSeconds === 'number';
}
