import type { EdgereelPage, PageSetup } from '#contracts/page.ts';
import { dispatchSeek, whenSeekWorkDone } from './adapters/seek-event.ts';
import type { VirtualClock } from './clock/virtual-clock.ts';
import type { Engine } from './engine.ts';
import './page-globals.ts';
import type { Player } from './player.ts';
import type { Seeker } from './seeker.ts';
import { findMedia, mediaId } from './sub-compositions/media-ids.ts';
import { getVariables } from './variables/variables.ts';

export interface Published {
  setup: PageSetup;
  clock: VirtualClock;
  seeker: Seeker;
  engine: Engine;
  page: EdgereelPage;
  player: Player;
}

/** Puts on `window` what authors and drivers may use; `__hf` follows when the document is parsed, unless the page brings one. */
export function publishGlobals({ setup, clock, seeker, engine, page, player }: Published): void {
  window.__hfVariables = setup.variables;
  window.__hyperframes = { getVariables };
  window.__player = player;
  window.__edgereel = page;
  window.__HF_VIRTUAL_TIME__ = {
    seekToTime(timeMs) {
      clock.moveTo(timeMs);
      clock.flushFrames();
    },
  };
  if (setup.mode === 'capture') window.__HF_RENDER_CAPTURE_MODE = true;

  const isReady = (): boolean => document.readyState !== 'loading' && engine.missing().length === 0;
  Object.defineProperty(window, '__playerReady', { get: isReady });
  Object.defineProperty(window, '__renderReady', { get: isReady });

  window.__hfMediaEl = findMedia;
  window.__hfMediaId = mediaId;

  // GSAP is not batched here, so nothing is ever waiting to be constructed.
  window.__hfFlushSync = () => undefined;
  window.__hfForceTimelineRebind = () => seeker.discover();
  window.__hfReseekGpu = dispatchSeek;
  window.__hfWaitForSeekCompletion = whenSeekWorkDone;
}
