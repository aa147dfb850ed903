import type { AdapterFactory } from './adapter.ts';

/** Loops on `requestAnimationFrame`: each seek is one frame to them. */
export const createAnimationFrames: AdapterFactory = ({ clock }) => ({
  name: 'animation-frames',
  seek: () => clock.flushFrames(),
});
