import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { PageTrees } from '../composition/page-trees.ts';

/** One kind of thing that can be put at a composition time. Any order of times must end in the same picture. */
export interface Adapter {
  readonly name: string;
  /** Finds what there is to drive. Runs when the document is parsed, before the first seek, and on a forced rebind. */
  discover?(): void;
  seek(moment: Moment): void;
  /** Seconds at which something happens that later frames depend on, in any order. A jump ahead is put at each on its way. */
  landmarks?(): number[];
  /** Seconds at which the last finite thing ends; what never ends contributes nothing. */
  inferDuration?(): number;
  /** Settles when what was found can be seeked. Readiness bounds the wait. */
  whenReady?(): Promise<void>;
}

/** A point on the timeline, quantised to a frame and clamped to the composition. */
export interface Moment {
  timeSeconds: number;
  /** Length of the composition; 0 when unknown. */
  durationSeconds: number;
  /** Only a landmark on the way to the frame that was asked for: what merely draws may wait for that one. */
  isPassing: boolean;
}

export interface AdapterContext {
  clock: VirtualClock;
  trees: PageTrees;
  fps: { num: number; den: number };
  /** The same, unless the set-up leaves it to the root; known once the document is parsed. */
  ownFps(): { num: number; den: number };
  /** Drives the page's video and sound. */
  media: Adapter;
}

export type AdapterFactory = (context: AdapterContext) => Adapter;
