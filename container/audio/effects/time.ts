/**
 * The time family: what was heard a moment ago is heard again.
 * @module
 */
import { SAMPLE_RATE } from '#contracts/sound.ts';
import { createDelayLine } from './delay-line.ts';
import { parameter, type Effect, type EffectKind, type EffectValues } from './effect.ts';
import { createReverb } from './reverb.ts';

/** Seconds until repetitions that shrink by a factor cannot be heard: 60 dB. */
const fadeSeconds = (period: number, feedback: number): number =>
  feedback > 0 ? period * (1 + Math.log(1e-3) / Math.log(feedback)) : period;

const MAX_DELAY_SECONDS = 5;
const MAX_TAIL_SECONDS = 30;
const mix = (initial: number) => parameter(initial, 0, 1);

function createDelay(): Effect {
  const lines = [0, 1].map(() => createDelayLine(MAX_DELAY_SECONDS * SAMPLE_RATE));
  return {
    process({ left, right }, { time, feedback, mix: wet }) {
      const samples = Math.max(1, time! * SAMPLE_RATE);
      for (const [channel, line] of lines.entries()) {
        const buffer = channel === 0 ? left : right;
        for (let i = 0; i < buffer.length; i++) {
          const dry = buffer[i]!;
          const echo = line.tap(samples);
          line.push(dry + echo * feedback!);
          buffer[i] = dry + wet! * (echo - dry);
        }
      }
    },
  };
}

const CHORUS_CENTRE_SECONDS = 0.02;
const MAX_CHORUS_DEPTH_SECONDS = 0.015;
/** The two sides waver a quarter of a turn apart. */
const SIDE_PHASES = [0, Math.PI / 2];

function createChorus(): Effect {
  const length = (CHORUS_CENTRE_SECONDS + MAX_CHORUS_DEPTH_SECONDS) * SAMPLE_RATE;
  const lines = [createDelayLine(length), createDelayLine(length)];
  let phase = 0;
  return {
    process({ left, right }, { rate, depth, mix: wet }) {
      const step = (2 * Math.PI * rate!) / SAMPLE_RATE;
      for (let i = 0; i < left.length; i++, phase += step) {
        for (const [channel, line] of lines.entries()) {
          const buffer = channel === 0 ? left : right;
          const wave = Math.sin(phase + SIDE_PHASES[channel]!);
          const dry = buffer[i]!;
          line.push(dry);
          const voice = line.tap((CHORUS_CENTRE_SECONDS + depth! * wave) * SAMPLE_RATE);
          buffer[i] = dry + wet! * (voice - dry);
        }
      }
      phase %= 2 * Math.PI;
    },
  };
}

const PHASER_STAGES = 6;

function createPhaser(): Effect {
  const sides = SIDE_PHASES.map((offset) => ({ offset, stages: new Float64Array(PHASER_STAGES), last: 0 }));
  let phase = 0;
  return {
    process({ left, right }, { rate, depth, frequency, feedback, mix: wet }) {
      const step = (2 * Math.PI * rate!) / SAMPLE_RATE;
      for (let i = 0; i < left.length; i++, phase += step) {
        for (const [channel, side] of sides.entries()) {
          const buffer = channel === 0 ? left : right;
          const turning = frequency! * 2 ** (depth! * Math.sin(phase + side.offset));
          const tangent = Math.tan((Math.PI * Math.min(turning, 20_000)) / SAMPLE_RATE);
          const coefficient = (tangent - 1) / (tangent + 1);
          const dry = buffer[i]!;
          let x = dry + side.last * feedback!;
          for (let stage = 0; stage < PHASER_STAGES; stage++) {
            const y = coefficient * x + side.stages[stage]!;
            side.stages[stage] = x - coefficient * y;
            x = y;
          }
          side.last = x;
          buffer[i] = dry + wet! * (x - dry);
        }
      }
      phase %= 2 * Math.PI;
    },
  };
}

export const TIME = {
  delay: {
    parameters: { time: parameter(0.25, 0.001, MAX_DELAY_SECONDS), feedback: parameter(0.35, 0, 0.95), mix: mix(0.35) },
    tailSeconds: ({ time, feedback }: EffectValues) => Math.min(MAX_TAIL_SECONDS, fadeSeconds(time!, feedback!)),
    create: createDelay,
  },
  chorus: {
    parameters: {
      rate: parameter(1.5, 0.01, 20),
      depth: parameter(0.003, 0, MAX_CHORUS_DEPTH_SECONDS),
      mix: mix(0.5),
    },
    tailSeconds: () => CHORUS_CENTRE_SECONDS + MAX_CHORUS_DEPTH_SECONDS,
    create: createChorus,
  },
  phaser: {
    parameters: {
      rate: parameter(0.5, 0.01, 20),
      /** Octaves to either side. */
      depth: parameter(1, 0, 4),
      frequency: parameter(800, 50, 8000),
      feedback: parameter(0.3, 0, 0.95),
      mix: mix(0.5),
    },
    tailSeconds: () => 0.2,
    create: createPhaser,
  },
  reverb: {
    parameters: {
      /** Seconds until the sound has fallen by 60 dB. */
      decay: parameter(1.5, 0.05, 20),
      predelay: parameter(0.02, 0, 1),
      /** How much sooner the high tones die. */
      damping: parameter(0.3, 0, 0.95),
      mix: mix(0.3),
    },
    tailSeconds: ({ decay, predelay }: EffectValues) => decay! + predelay!,
    create: createReverb,
  },
} satisfies Record<string, EffectKind>;
