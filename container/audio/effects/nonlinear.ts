/**
 * The nonlinear family but for the pitch: what adds overtones.
 * @module
 */
import { fromDecibels, parameter, type Effect, type EffectKind } from './effect.ts';

const mix = parameter(1, 0, 1);

/** A curve that bends the more the louder, and leaves full scale where it is. */
const saturate: Effect = {
  process({ left, right }, { drive, mix: wet }) {
    const push = fromDecibels(drive!);
    const scale = Math.tanh(push);
    for (const samples of [left, right]) {
      for (let i = 0; i < samples.length; i++) {
        const dry = samples[i]!;
        samples[i] = dry + wet! * (Math.tanh(push * dry) / scale - dry);
      }
    }
  },
};

/** Fewer steps of level, and samples that are held. */
function createBitcrush(): Effect {
  const held = [0, 0];
  let sinceTaken = Infinity;
  return {
    process({ left, right }, { bits, downsample, mix: wet }) {
      const steps = 2 ** (bits! - 1);
      for (let i = 0; i < left.length; i++) {
        if (++sinceTaken >= downsample!) {
          sinceTaken = 0;
          held[0] = Math.round(left[i]! * steps) / steps;
          held[1] = Math.round(right[i]! * steps) / steps;
        }
        left[i]! += wet! * (held[0]! - left[i]!);
        right[i]! += wet! * (held[1]! - right[i]!);
      }
    },
  };
}

export const NONLINEAR = {
  saturate: { parameters: { drive: parameter(12, 0, 48), mix }, create: () => saturate },
  bitcrush: {
    parameters: { bits: parameter(8, 1, 24), downsample: parameter(1, 1, 100), mix },
    create: createBitcrush,
  },
} satisfies Record<string, EffectKind>;
