/**
 * SVG's own animations (`<animate>` and its kin): each outermost drawing has a clock, which stands still and is put at the time.
 * @module
 */
import type { AdapterFactory } from './adapter.ts';

export const createSvgAnimations: AdapterFactory = ({ trees }) => ({
  name: 'svg-animations',
  seek({ timeSeconds }) {
    for (const drawing of trees.all().flatMap((tree) => [...tree.querySelectorAll('svg')])) {
      if (drawing.ownerSVGElement) continue;
      drawing.pauseAnimations();
      drawing.setCurrentTime(timeSeconds);
    }
  },
});
