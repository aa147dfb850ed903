/**
 * Three.js. The author draws on `hf-seek`; what is waited for here are files that its loaders have begun to fetch.
 * @module
 */
import { holdFrame } from '../seek-work.ts';
import type { AdapterFactory } from './adapter.ts';
import { dispatchSeek } from './seek-event.ts';

/** The part of `THREE.DefaultLoadingManager` that tells of its work. */
export interface LoadingManager {
  itemStart(url: string): void;
  itemEnd(url: string): void;
  onStart?: ((url: string, loaded: number, total: number) => void) | undefined;
  onProgress?: ((url: string, loaded: number, total: number) => void) | undefined;
  onLoad?: (() => void) | undefined;
}

export const createThree: AdapterFactory = () => ({
  name: 'three',
  async whenReady() {
    await whenLoaded(window.THREE?.DefaultLoadingManager);
  },
  seek({ timeSeconds, isPassing }) {
    if (isPassing) return;
    const loading = whenLoaded(window.THREE?.DefaultLoadingManager);
    // What was drawn without a texture is drawn again with it.
    if (loading) holdFrame(loading.then(() => dispatchSeek(timeSeconds)));
  },
});

/** Null when nothing is being loaded. */
function whenLoaded(manager: LoadingManager | undefined): Promise<void> | null {
  if (!manager) return null;
  const { onStart, onProgress, onLoad } = manager;
  const loaded = Promise.withResolvers<void>();
  let isIdle = false;
  // The manager counts in private. An item of our own, begun and ended at once, is the last one when there are no others.
  Object.assign(manager, { onStart: undefined, onProgress: undefined, onLoad: () => (isIdle = true) });
  manager.itemStart(READINESS_ITEM);
  manager.itemEnd(READINESS_ITEM);
  Object.assign(manager, { onStart, onProgress, onLoad });
  if (isIdle) return null;
  manager.onLoad = () => {
    manager.onLoad = onLoad;
    onLoad?.();
    loaded.resolve();
  };
  return loaded.promise;
}

const READINESS_ITEM = 'edgereel:readiness';
