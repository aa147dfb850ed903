import type { EdgereelPage, PageSetup } from '#contracts/page.ts';
import { dispatchSeek } from './adapters/seek-event.ts';
import { listClips, treeOfClips } from './clips.ts';
import type { VirtualClock } from './clock/virtual-clock.ts';
import type { PageEngine } from './page-engine.ts';
import './page-globals.ts';
import type { Player } from './player.ts';
import { whenSeekWorkDone } from './seek-work.ts';
import type { Seeker } from './seeker.ts';
import { findMedia, mediaId } from './sub-compositions/media-ids.ts';
import { fitTextFontSize } from './text/fit-text.ts';
import { pretext } from './text/pretext.ts';
import { getVariables } from './variables/variables.ts';

export interface Published {
  setup: PageSetup;
  clock: VirtualClock;
  seeker: Seeker;
  engine: PageEngine;
  page: EdgereelPage;
  player: Player;
}

/** Puts on `window` what authors and drivers may use; `__hf` follows when the document is parsed, unless the page brings one. */
export function publishGlobals({ setup, clock, seeker, engine, page, player }: Published): void {
  window.__hfVariables = setup.variables;
  window.__hyperframes = { getVariables, fitTextFontSize, pretext };
  window.__player = player;
  publishForGood('__edgereel', page);
  if (setup.mode === 'capture') {
    const { num, den } = setup.fps;
    // Its presence tells a page that it is rendered.
    window.__HF_VIRTUAL_TIME__ = {
      seekToTime(timeMs) {
        clock.moveTo(timeMs);
        clock.flushFrames();
      },
    };
    window.__HF_PAGE_SIDE_COMPOSITING__ = true;
    window.__HF_RENDER_CAPTURE_MODE = true;
    window.__HF_EXPORT_RENDER_SEEK_CONFIG = { fps: num / den, fpsNum: num, fpsDen: den };
  }

  const isReady = (): boolean => document.readyState !== 'loading' && engine.missing().length === 0;
  publishLive('__playerReady', isReady);
  publishLive('__renderReady', isReady);
  publishLive('__clipManifest', () => ({ durationSeconds: engine.inferredDuration, clips: listClips() }));
  publishLive('__clipTree', treeOfClips);

  window.__hfMediaEl = findMedia;
  window.__hfMediaId = mediaId;

  // GSAP is not batched here, so nothing is ever waiting to be constructed.
  window.__hfFlushSync = () => undefined;
  window.__hfForceTimelineRebind = () => seeker.discover();
  window.__hfReseekGpu = dispatchSeek;
  window.__hfWaitForSeekCompletion = () => whenSeekWorkDone().then(() => undefined);
}

/** What the render node counts on: a script cannot write over it. The window of a frame may see a second document, with a runtime of its own. */
function publishForGood(name: keyof Window & string, value: object): void {
  Object.defineProperty(window, name, { configurable: true, value: Object.freeze(value) });
}

/** A global that is read anew each time. A page that writes its own value keeps that, as with any other global. */
function publishLive(name: keyof Window & string, read: () => unknown): void {
  Object.defineProperty(window, name, {
    configurable: true,
    get: read,
    set(value: unknown) {
      Object.defineProperty(window, name, { value, writable: true });
    },
  });
}
