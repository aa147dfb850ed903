/**
 * The dynamics family: gains that follow the level. Both channels get the same gain, so that the image stays where it is.
 * @module
 */
import { SAMPLE_RATE } from '#contracts/sound.ts';
import { fromDecibels, parameter, smoothing, type Effect, type EffectKind } from './effect.ts';

const MIN_LEVEL = 1e-6;
const toDecibels = (level: number): number => 20 * Math.log10(Math.max(level, MIN_LEVEL));

function createCompressor(): Effect {
  let reduction = 0;
  return {
    process({ left, right }, values) {
      const { threshold, ratio, knee, attack, release, makeup } = values as Record<string, number> & {
        [name in 'threshold' | 'ratio' | 'knee' | 'attack' | 'release' | 'makeup']: number;
      };
      const rising = smoothing(attack, SAMPLE_RATE);
      const falling = smoothing(release, SAMPLE_RATE);
      const raise = fromDecibels(makeup);
      for (let i = 0; i < left.length; i++) {
        const over = toDecibels(Math.max(Math.abs(left[i]!), Math.abs(right[i]!))) - threshold;
        const target = (1 - 1 / ratio) * aboveKnee(over, knee);
        reduction = target + (reduction - target) * (target > reduction ? rising : falling);
        const gain = raise * fromDecibels(-reduction);
        left[i]! *= gain;
        right[i]! *= gain;
      }
    },
  };
}

/** Decibels above the threshold, eased in over the width of the knee. */
function aboveKnee(over: number, knee: number): number {
  if (over <= -knee / 2) return 0;
  if (over >= knee / 2) return over;
  return (over + knee / 2) ** 2 / (2 * knee);
}

const LOOKAHEAD = Math.round(0.005 * SAMPLE_RATE);

/** Nothing leaves it above the ceiling: the gain is down before the peak arrives. */
function createLimiter(): Effect {
  const delayed = [new Float32Array(LOOKAHEAD), new Float32Array(LOOKAHEAD)] as const;
  /** Gains that the samples of the look-ahead ask for. */
  const wanted = new Float64Array(LOOKAHEAD + 1).fill(1);
  let at = 0;
  let wantedAt = 0;
  let lowest = 1;
  let held = 1;
  /** Mean of the held gain over the look-ahead: a ramp that ends when the peak leaves the delay. */
  const ramp = new Float64Array(LOOKAHEAD + 1).fill(1);
  let sum = LOOKAHEAD + 1;
  return {
    process({ left, right }, { ceiling, release }) {
      const limit = fromDecibels(ceiling!);
      const falling = smoothing(release!, SAMPLE_RATE);
      for (let i = 0; i < left.length; i++) {
        const peak = Math.max(Math.abs(left[i]!), Math.abs(right[i]!));
        const leaving = wanted[wantedAt]!;
        wanted[wantedAt] = peak > limit ? limit / peak : 1;
        if (wanted[wantedAt]! <= lowest) lowest = wanted[wantedAt]!;
        else if (leaving <= lowest) lowest = wanted.reduce((a, b) => Math.min(a, b));
        held = lowest < held ? lowest : lowest + (held - lowest) * falling;
        sum += held - ramp[wantedAt]!;
        ramp[wantedAt] = held;
        wantedAt = (wantedAt + 1) % wanted.length;
        const gain = Math.min(1, sum / ramp.length);
        const [l, r] = [delayed[0][at]!, delayed[1][at]!];
        delayed[0][at] = left[i]!;
        delayed[1][at] = right[i]!;
        left[i] = clamp(l * gain, limit);
        right[i] = clamp(r * gain, limit);
        at = (at + 1) % LOOKAHEAD;
      }
    },
  };
}

/** Only what rounding leaves over. */
const clamp = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));

/** Fast enough to hear the next word begin, slow enough not to fall between two waves of the lowest voice. */
const GATE_LEVEL_SECONDS = 0.01;

function createGate(): Effect {
  const levelFall = smoothing(GATE_LEVEL_SECONDS, SAMPLE_RATE);
  let level = 0;
  let gain = 0;
  let openFor = 0;
  return {
    process({ left, right }, values) {
      const threshold = fromDecibels(values['threshold']!);
      const closed = fromDecibels(-values['range']!);
      const rising = smoothing(values['attack']!, SAMPLE_RATE);
      const falling = smoothing(values['release']!, SAMPLE_RATE);
      for (let i = 0; i < left.length; i++) {
        level = Math.max(Math.abs(left[i]!), Math.abs(right[i]!), level * levelFall);
        if (level >= threshold) openFor = values['hold']! * SAMPLE_RATE;
        else if (openFor > 0) openFor--;
        const target = openFor > 0 ? 1 : closed;
        gain = target + (gain - target) * (target > gain ? rising : falling);
        left[i]! *= gain;
        right[i]! *= gain;
      }
    },
  };
}

export const DYNAMICS = {
  compressor: {
    parameters: {
      threshold: parameter(-24, -100, 0),
      ratio: parameter(4, 1, 100),
      knee: parameter(6, 0, 40),
      attack: parameter(0.003, 0, 1),
      release: parameter(0.25, 0, 5),
      makeup: parameter(0, -40, 40),
    },
    create: createCompressor,
  },
  limiter: {
    parameters: { ceiling: parameter(-1, -60, 0), release: parameter(0.1, 0, 5) },
    latencySamples: LOOKAHEAD,
    create: createLimiter,
  },
  gate: {
    parameters: {
      threshold: parameter(-40, -100, 0),
      range: parameter(80, 0, 120),
      attack: parameter(0.002, 0, 1),
      hold: parameter(0.05, 0, 5),
      release: parameter(0.1, 0, 5),
    },
    create: createGate,
  },
} satisfies Record<string, EffectKind>;
