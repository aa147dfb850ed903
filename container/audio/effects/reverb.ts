/**
 * A room: eight echoes of uneven length that feed themselves, blurred by four all-passes a side (Schroeder, Moorer).
 * @module
 */
import { SAMPLE_RATE } from '#contracts/sound.ts';
import { createDelayLine, type DelayLine } from './delay-line.ts';
import type { Effect } from './effect.ts';

/** Samples; no two have a common divisor worth hearing. The right side's are a little longer. */
const COMB_LENGTHS = [1215, 1293, 1390, 1476, 1548, 1623, 1695, 1760];
const ALL_PASS_LENGTHS = [605, 480, 371, 245];
const SIDE_SPREAD = 25;
const ALL_PASS_GAIN = 0.5;
const MAX_PREDELAY_SECONDS = 1;
/** Brings the sum of the combs to about the level of what goes in. */
const COMB_LEVEL = 0.2;

interface Side {
  predelay: DelayLine;
  combs: { line: DelayLine; length: number; damped: number }[];
  allPasses: { line: DelayLine; length: number }[];
}

function createSide(spread: number): Side {
  const lines = (lengths: readonly number[]) =>
    lengths.map((length) => ({ line: createDelayLine(length + spread), length: length + spread }));
  return {
    predelay: createDelayLine(MAX_PREDELAY_SECONDS * SAMPLE_RATE),
    combs: lines(COMB_LENGTHS).map((comb) => ({ ...comb, damped: 0 })),
    allPasses: lines(ALL_PASS_LENGTHS),
  };
}

export function createReverb(): Effect {
  const sides = [createSide(0), createSide(SIDE_SPREAD)];
  return {
    process({ left, right }, { decay, predelay, damping, mix }) {
      const wait = Math.max(1, Math.round(predelay! * SAMPLE_RATE));
      for (const [channel, side] of sides.entries()) {
        const buffer = channel === 0 ? left : right;
        const feedbacks = side.combs.map(({ length }) => 10 ** ((-3 * length) / (decay! * SAMPLE_RATE)));
        for (let i = 0; i < buffer.length; i++) {
          const dry = buffer[i]!;
          const wet = sound(side, dry, wait, feedbacks, damping!);
          buffer[i] = dry + mix! * (wet - dry);
        }
      }
    },
  };
}

function sound(side: Side, input: number, wait: number, feedbacks: readonly number[], damping: number): number {
  const x = side.predelay.tap(wait);
  side.predelay.push(input);
  let sum = 0;
  for (let i = 0; i < side.combs.length; i++) {
    const comb = side.combs[i]!;
    const echo = comb.line.tap(comb.length);
    comb.damped = echo + (comb.damped - echo) * damping;
    comb.line.push(x + comb.damped * feedbacks[i]!);
    sum += echo;
  }
  let y = sum * COMB_LEVEL;
  for (const { line, length } of side.allPasses) {
    const past = line.tap(length);
    const stored = y + past * ALL_PASS_GAIN;
    line.push(stored);
    y = past - stored * ALL_PASS_GAIN;
  }
  return y;
}
