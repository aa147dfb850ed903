/**
 * Adapters that the author brings, in `window.__hfFrameAdapters`. They count in whole frames.
 * @module
 */
import { findRoot } from '../composition/root.ts';
import { holdFrame } from '../seek-work.ts';
import type { AdapterFactory } from './adapter.ts';

export interface FrameAdapter {
  id: string;
  /** Called once, before the first seek; readiness waits for its promise. */
  init?(context: FrameAdapterContext): unknown;
  /** Frames at the composition's rate; its end counts towards the length of the composition. */
  getDurationFrames(): number;
  /** The frame waits for the promise, if there is one. */
  seekFrame(frame: number): unknown;
  /** Called when the page goes. */
  destroy?(): void;
}

export interface FrameAdapterContext {
  fps: { num: number; den: number };
  root: HTMLElement | null;
}

export const createFrameAdapters: AdapterFactory = ({ ownFps }) => {
  /** Each with the promise of its `init`. */
  const begun = new Map<FrameAdapter, Promise<void>>();

  function discover(): void {
    for (const adapter of listed(window.__hfFrameAdapters)) {
      if (begun.has(adapter)) continue;
      begun.set(adapter, begin(adapter));
      window.addEventListener('pagehide', () => adapter.destroy?.(), { once: true });
    }
  }

  async function begin(adapter: FrameAdapter): Promise<void> {
    await adapter.init?.({ fps: ownFps(), root: findRoot() });
  }

  return {
    name: 'frame-adapters',
    discover,
    seek({ timeSeconds, isPassing }) {
      discover();
      if (isPassing) return;
      const fps = ownFps();
      const frame = Math.round((timeSeconds * fps.num) / fps.den);
      for (const [adapter, ready] of begun) holdFrame(ready.then(() => adapter.seekFrame(frame)));
    },
    inferDuration() {
      const fps = ownFps();
      const frames = [...begun.keys()].map((adapter) => adapter.getDurationFrames());
      return (Math.max(0, ...frames.filter(Number.isFinite)) * fps.den) / fps.num;
    },
    async whenReady() {
      await Promise.all(begun.values());
    },
  };
};

function listed(value: unknown): FrameAdapter[] {
  return Array.isArray(value) ? value.filter(isFrameAdapter) : [];
}

function isFrameAdapter(value: unknown): value is FrameAdapter {
  const adapter = value as Partial<FrameAdapter> | null;
  return typeof adapter?.seekFrame === 'function' && typeof adapter.getDurationFrames === 'function';
}
