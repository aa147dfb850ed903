/**
 * Presets: effects in a row under one name, as strong as wanted.
 * @module
 */
import { makeBlock } from '../sound-block.ts';
import { DYNAMICS } from './dynamics.ts';
import { parameter, type Effect, type EffectKind, type EffectValues } from './effect.ts';
import { FILTERS } from './filters.ts';
import { NONLINEAR } from './nonlinear.ts';
import { TIME } from './time.ts';

/** No effect that lags: the untouched sound is mixed in as it is. */
type Step = readonly [kind: EffectKind, values: EffectValues];

const { highpass, lowpass, peaking, lowshelf, highshelf } = FILTERS;

const STEPS = {
  telephone: [
    [highpass, { frequency: 400, q: 0.9 }],
    [lowpass, { frequency: 3000, q: 0.9 }],
    [NONLINEAR.saturate, { drive: 9 }],
  ],
  radio: [
    [highpass, { frequency: 200 }],
    [lowpass, { frequency: 5000 }],
    [DYNAMICS.compressor, { threshold: -30, ratio: 6, makeup: 6 }],
  ],
  muffled: [[lowpass, { frequency: 500 }]],
  underwater: [
    [lowpass, { frequency: 400, q: 2 }],
    [TIME.chorus, { rate: 0.6, depth: 0.008 }],
  ],
  voice: [
    [highpass, { frequency: 80 }],
    [peaking, { frequency: 3000, q: 1, gain: 3 }],
    [DYNAMICS.compressor, { threshold: -22, ratio: 3, makeup: 3 }],
  ],
  warm: [
    [lowshelf, { frequency: 250, gain: 4 }],
    [highshelf, { frequency: 6000, gain: -3 }],
  ],
  bright: [[highshelf, { frequency: 5000, gain: 5 }]],
  room: [[TIME.reverb, { decay: 0.5, predelay: 0.005, mix: 0.2 }]],
  hall: [[TIME.reverb, { decay: 2.5, predelay: 0.03, mix: 0.35 }]],
  echo: [[TIME.delay, { time: 0.3, feedback: 0.4, mix: 0.35 }]],
  'lo-fi': [
    [NONLINEAR.bitcrush, { bits: 8, downsample: 4 }],
    [lowpass, { frequency: 6000 }],
  ],
} satisfies Record<string, readonly Step[]>;

export const PRESETS: Readonly<Record<string, EffectKind>> = Object.fromEntries(
  Object.entries(STEPS).map(([name, steps]) => [name, presetOf(steps)]),
);

function presetOf(steps: readonly Step[]): EffectKind {
  const complete = steps.map(([kind, values]): Step => [kind, { ...initialValues(kind), ...values }]);
  return {
    parameters: { amount: parameter(1, 0, 1) },
    tailSeconds: () => complete.reduce((sum, [kind, values]) => sum + (kind.tailSeconds?.(values) ?? 0), 0),
    create: () => createPreset(complete),
  };
}

function createPreset(steps: readonly Step[]): Effect {
  const effects = steps.map(([kind, values]) => ({ effect: kind.create(), values }));
  let dry = makeBlock(0);
  return {
    process(block, { amount }) {
      if (dry.left.length !== block.left.length) dry = makeBlock(block.left.length);
      dry.left.set(block.left);
      dry.right.set(block.right);
      for (const { effect, values } of effects) effect.process(block, values);
      for (let i = 0; i < block.left.length; i++) {
        block.left[i] = dry.left[i]! + amount! * (block.left[i]! - dry.left[i]!);
        block.right[i] = dry.right[i]! + amount! * (block.right[i]! - dry.right[i]!);
      }
    },
  };
}

export function initialValues({ parameters }: EffectKind): EffectValues {
  return Object.fromEntries(Object.entries(parameters).map(([name, { initial }]) => [name, initial]));
}
