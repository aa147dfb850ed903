/**
 * The globals through which author, runtime and driver meet.
 * @module
 */
import type { EdgereelPage, HyperFramesPage, PageSetup } from '#contracts/page.ts';
import type { AnimeInstance } from './adapters/anime.ts';
import type { Follower } from './adapters/child-frames.ts';
import type { LoadingManager } from './adapters/three.ts';
import type { Clip, ClipNode } from './clips.ts';
import type { Player } from './player.ts';
import type { FitOptions, FittedText } from './text/fit-text.ts';
import type { pretext } from './text/pretext.ts';

declare global {
  interface Window {
    // Given by whoever prepared the page.
    __edgereelSetup?: Partial<PageSetup>;

    // Written by the author.
    /** Composition id → timeline; an array is tolerated. */
    __timelines?: unknown;
    gsap?: GsapLike;
    /** Settles when a Tailwind build that runs in the page has written its styles. */
    __tailwindReady?: unknown;

    /** Also set by the runtime while the scripts of sub-compositions run. */
    __hfTimelinesBuilding?: boolean;
    __hfAnime?: unknown;
    /** Version 3 alone has `running`. */
    anime?: { running?: AnimeInstance[] };
    __hfLottie?: unknown;
    lottie?: { getRegisteredAnimations?(): unknown[] };
    THREE?: { DefaultLoadingManager?: LoadingManager };
    __hfD3?: unknown;
    d3?: { timerFlush?(): void };
    __hfMapbox?: unknown;
    __hfMaplibre?: unknown;
    __hfLeaflet?: unknown;
    __hfGoogleMaps?: unknown;
    __hfFrameAdapters?: unknown;

    // Provided by the runtime. A page may bring its own `__hf`.
    __hf?: HyperFramesPage;
    __edgereel?: EdgereelPage;
    __edgereelFrame?: Follower;
    __player?: Player;
    __playerReady?: boolean;
    __renderReady?: boolean;
    __hyperframes?: {
      getVariables(): Record<string, unknown>;
      fitTextFontSize(text: string, options?: FitOptions): FittedText;
      pretext: typeof pretext;
    };
    __hfVariables?: Record<string, unknown>;
    /** Values of each mounted sub-composition, by its id in the page. */
    __hfVariablesByComp?: Record<string, Record<string, unknown>>;
    __hfMediaEl?: (id: string) => HTMLMediaElement | null;
    __hfMediaId?: (media: HTMLMediaElement) => string;
    __hfFlushSync?: () => void;
    __hfForceTimelineRebind?: () => void;
    __hfReseekGpu?: (timeSeconds: number) => void;
    __hfWaitForSeekCompletion?: () => Promise<void>;
    __hfThreeTime?: number;
    __hfTypegpuTime?: number;
    __HF_VIRTUAL_TIME__?: { seekToTime(timeMs: number): void };
    __HF_RENDER_CAPTURE_MODE?: boolean;
    /** In a capture: libraries of shader transitions are to blend scenes in the page, in the two steps below. */
    __HF_PAGE_SIDE_COMPOSITING__?: boolean;
    /** Set by such a library in a seek that shows a transition. */
    __hf_page_composite_pending?: unknown;
    /** Lays out the scenes. */
    __hf_page_composite_prepare?: () => unknown;
    /** Blends them once they have been painted. */
    __hf_page_composite_resolve?: () => unknown;
    /** In a preview: runs something that changes scenes without their being captured anew. */
    __hfSuppressSceneMutations?: (move: () => void) => unknown;
    /** In a capture: frames per second, as a number and as a fraction. */
    __HF_EXPORT_RENDER_SEEK_CONFIG?: { fps: number; fpsNum: number; fpsDen: number };
    /** What an editor lists, as it stands when it is read. */
    readonly __clipManifest?: { durationSeconds: number; clips: Clip[] };
    readonly __clipTree?: ClipNode[];
  }

  interface WindowEventMap {
    'hf-seek': CustomEvent<SeekEventDetail>;
  }
}

export interface SeekEventDetail {
  /** Composition time in seconds. */
  time: number;
  /** Holds the frame until `work` settles. Counts only when called synchronously in the listener. */
  waitUntil(work: Promise<unknown>): void;
}

/** The parts of GSAP that outlive a single timeline. */
export interface GsapLike {
  ticker: { lagSmoothing(thresholdMs: number, adjustedLagMs?: number): void; tick(): void };
  globalTimeline: { autoRemoveChildren: boolean };
  config(options: { autoSleep: number }): unknown;
}
