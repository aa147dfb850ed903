import type { AdapterFactory } from './adapter.ts';
import { createAnimationFrames } from './animation-frames.ts';
import { createClipVisibility } from './clip-visibility.ts';
import { createCssAnimations } from './css-animations.ts';
import { createGsapTicker } from './gsap-ticker.ts';
import { createGsapTimelines } from './gsap-timelines.ts';
import { createLayout } from './layout.ts';
import { createSeekEvent } from './seek-event.ts';
import { createWaapi } from './waapi.ts';

/**
 * Everything that is put at a time, in the order in which a seek does it. Visibility comes after the timelines, because GSAP's
 * `autoAlpha` writes the same style, and before the rest, because an element that shows again gets new CSS animations.
 */
export const ADAPTERS: readonly AdapterFactory[] = [
  createLayout,
  createGsapTimelines,
  createClipVisibility,
  createWaapi,
  createCssAnimations,
  createSeekEvent,
  createGsapTicker,
  createAnimationFrames,
];
