import { Easing, interpolate, useCurrentFrame, useVideoConfig } from 'remotion';

const EASINGS = {
  none: Easing.linear,
  'power2.in': Easing.in(Easing.poly(3)),
  'power2.inOut': Easing.inOut(Easing.poly(3)),
  'power3.out': Easing.out(Easing.poly(4)),
};

/** The motions of each element, in the order of their start. */
export const byTarget = (motions) =>
  Map.groupBy(
    motions.toSorted((a, b) => a.at - b.at),
    ({ target }) => target,
  );

/** A function from an element's id to its style at the present frame. */
export const useMotion = (grouped) => {
  const seconds = useCurrentFrame() / useVideoConfig().fps;
  return (id) => styleAt(grouped.get(id) ?? [], seconds);
};

const styleAt = (motions, seconds) => {
  const values = {};
  for (const [index, { at, duration, ease, from, to }] of motions.entries()) {
    if (index > 0 && at > seconds) break;
    for (const name of Object.keys(to)) {
      values[name] = interpolate(seconds, [at, at + duration], [from[name], to[name]], {
        easing: EASINGS[ease],
        extrapolateLeft: 'clamp',
        extrapolateRight: 'clamp',
      });
    }
  }
  const { x = 0, y = 0, rotation = 0, scaleY = 1, opacity = 1 } = values;
  return { opacity, transform: `translate(${x}px, ${y}px) rotate(${rotation}deg) scaleY(${scaleY})` };
};
