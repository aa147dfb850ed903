import type { AdapterFactory } from './adapter.ts';
import { createAnimatedImages } from './animated-images.ts';
import { createAnime } from './anime.ts';
import { createAnimationFrames } from './animation-frames.ts';
import { createChildFrames } from './child-frames.ts';
import { createClipVisibility } from './clip-visibility.ts';
import { createCssAnimations } from './css-animations.ts';
import { createD3 } from './d3.ts';
import { createFrameAdapters } from './frame-adapters.ts';
import { createGsapTicker } from './gsap-ticker.ts';
import { createGsapTimelines } from './gsap-timelines.ts';
import { createLayout } from './layout.ts';
import { createLottie } from './lottie.ts';
import { MAP_ADAPTERS } from './maps.ts';
import { createSeekEvent } from './seek-event.ts';
import { createSvgAnimations } from './svg-animations.ts';
import { createThree } from './three.ts';
import { createWaapi } from './waapi.ts';

/**
 * Everything that is put at a time, in the order in which a seek does it. Visibility comes after the timelines, because GSAP's
 * `autoAlpha` writes the same style, and before the rest, because an element that shows again gets new CSS animations.
 */
export const ADAPTERS: readonly AdapterFactory[] = [
  createLayout,
  createGsapTimelines,
  createClipVisibility,
  ({ media }) => media,
  createWaapi,
  createCssAnimations,
  createSvgAnimations,
  createAnime,
  createLottie,
  createAnimatedImages,
  createFrameAdapters,
  createSeekEvent,
  createThree,
  ...MAP_ADAPTERS,
  createGsapTicker,
  createAnimationFrames,
  createD3,
  createChildFrames,
];

/** What is put at a time in a page inside a composition: what would move there by itself. */
export const FRAME_ADAPTERS: readonly AdapterFactory[] = [
  createWaapi,
  createCssAnimations,
  createSvgAnimations,
  createGsapTicker,
  createAnimationFrames,
  createD3,
  createChildFrames,
];
