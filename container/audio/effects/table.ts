import { DYNAMICS } from './dynamics.ts';
import type { EffectKind } from './effect.ts';
import { FILTERS } from './filters.ts';
import { NONLINEAR } from './nonlinear.ts';
import { PITCH } from './pitch-shift.ts';
import { TIME } from './time.ts';

/** All effects of the format by their ids. */
export const EFFECTS: Readonly<Record<string, EffectKind>> = {
  ...FILTERS,
  ...DYNAMICS,
  ...NONLINEAR,
  ...PITCH,
  ...TIME,
};
