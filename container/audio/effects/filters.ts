/**
 * The filter family: two-pole filters by the formulas of the Audio EQ Cookbook.
 * @module
 */
import { SAMPLE_RATE } from '#contracts/sound.ts';
import { fromDecibels, parameter, type Effect, type EffectKind, type EffectValues } from './effect.ts';

/** Numerator and denominator, the latter's first being 1. */
type Coefficients = readonly [b0: number, b1: number, b2: number, a1: number, a2: number];
/** From cosine of the angular frequency, bandwidth term and amplitude. */
type Design = (cos: number, alpha: number, amplitude: number) => Coefficients;

const frequency = (initial: number) => parameter(initial, 10, 22_000);
const q = parameter(Math.SQRT1_2, 0.05, 40);
const gain = parameter(0, -40, 40);

const lowpass: Design = (cos, alpha) =>
  normalise([(1 - cos) / 2, 1 - cos, (1 - cos) / 2], [1 + alpha, -2 * cos, 1 - alpha]);

const highpass: Design = (cos, alpha) =>
  normalise([(1 + cos) / 2, -(1 + cos), (1 + cos) / 2], [1 + alpha, -2 * cos, 1 - alpha]);

const peaking: Design = (cos, alpha, amplitude) =>
  normalise(
    [1 + alpha * amplitude, -2 * cos, 1 - alpha * amplitude],
    [1 + alpha / amplitude, -2 * cos, 1 - alpha / amplitude],
  );

/** The high shelf is the low one with the sign of the cosine turned. */
const shelf =
  (sign: 1 | -1): Design =>
  (cos, alpha, a) => {
    const c = sign * cos;
    const root = 2 * Math.sqrt(a) * alpha;
    return normalise(
      [a * (a + 1 - (a - 1) * c + root), sign * 2 * a * (a - 1 - (a + 1) * c), a * (a + 1 - (a - 1) * c - root)],
      [a + 1 + (a - 1) * c + root, sign * -2 * (a - 1 + (a + 1) * c), a + 1 + (a - 1) * c - root],
    );
  };

function normalise(b: readonly [number, number, number], a: readonly [number, number, number]): Coefficients {
  return [b[0] / a[0], b[1] / a[0], b[2] / a[0], a[1] / a[0], a[2] / a[0]];
}

function design(shape: Design, values: EffectValues): Coefficients {
  const angle = (2 * Math.PI * values['frequency']!) / SAMPLE_RATE;
  const alpha = Math.sin(angle) / (2 * values['q']!);
  return shape(Math.cos(angle), alpha, Math.sqrt(fromDecibels(values['gain'] ?? 0)));
}

function createFilter(shape: Design): Effect {
  const channels = [
    [0, 0],
    [0, 0],
  ];
  let designedFor: EffectValues | null = null;
  let coefficients: Coefficients = [1, 0, 0, 0, 0];
  return {
    process({ left, right }, values) {
      if (values !== designedFor) coefficients = design(shape, (designedFor = values));
      filter(left, channels[0]!, coefficients);
      filter(right, channels[1]!, coefficients);
    },
  };
}

/** Transposed direct form 2, which bears coefficients that change. */
function filter(samples: Float32Array, state: number[], [b0, b1, b2, a1, a2]: Coefficients): void {
  let [s1, s2] = state as [number, number];
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i]!;
    const y = b0 * x + s1;
    s1 = b1 * x - a1 * y + s2;
    s2 = b2 * x - a2 * y;
    samples[i] = y;
  }
  state[0] = s1;
  state[1] = s2;
}

const gainEffect: Effect = {
  process({ left, right }, { gain: decibels }) {
    const factor = fromDecibels(decibels!);
    for (let i = 0; i < left.length; i++) {
      left[i]! *= factor;
      right[i]! *= factor;
    }
  },
};

export const FILTERS = {
  gain: { parameters: { gain }, create: () => gainEffect },
  peaking: { parameters: { frequency: frequency(1000), q, gain }, create: () => createFilter(peaking) },
  lowshelf: { parameters: { frequency: frequency(200), q, gain }, create: () => createFilter(shelf(1)) },
  highshelf: { parameters: { frequency: frequency(4000), q, gain }, create: () => createFilter(shelf(-1)) },
  highpass: { parameters: { frequency: frequency(100), q }, create: () => createFilter(highpass) },
  lowpass: { parameters: { frequency: frequency(8000), q }, create: () => createFilter(lowpass) },
} satisfies Record<string, EffectKind>;
