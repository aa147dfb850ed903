import type { AdapterFactory } from './adapter.ts';

/** Loops on `requestAnimationFrame`: each frame that is asked for is one frame to them. */
export const createAnimationFrames: AdapterFactory = ({ clock }) => ({
  name: 'animation-frames',
  seek({ isPassing }) {
    if (!isPassing) clock.flushFrames();
  },
});
