/**
 * SVG's own animations (`<animate>` and its kin): each `<svg>`, nested ones too, has a clock, which stands still and is put at the time.
 * @module
 */
import type { AdapterFactory } from './adapter.ts';

export const createSvgAnimations: AdapterFactory = ({ trees }) => ({
  name: 'svg-animations',
  seek({ timeSeconds }) {
    for (const drawing of trees.all().flatMap((tree) => [...tree.querySelectorAll('svg')])) {
      drawing.pauseAnimations();
      drawing.setCurrentTime(timeSeconds);
    }
  },
});
