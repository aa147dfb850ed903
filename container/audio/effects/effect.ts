/**
 * What every effect is: samples in, as many samples out.
 * @module
 */
import type { SoundBlock } from '../sound-block.ts';

/** A parameter's values by name, within its bounds. */
export type EffectValues = Readonly<Record<string, number>>;

export interface EffectParameter {
  initial: number;
  min: number;
  max: number;
}

/** One in use, with all that it remembers. */
export interface Effect {
  /** In place. Values hold for the whole block, which is short. */
  process(block: SoundBlock, values: EffectValues): void;
}

export interface EffectKind {
  parameters: Readonly<Record<string, EffectParameter>>;
  /** By so much the output lags behind the input. Default: 0. */
  latencySamples?: number;
  /** How long something is heard after the input has ended. Default: 0. */
  tailSeconds?(values: EffectValues): number;
  create(): Effect;
}

export const parameter = (initial: number, min: number, max: number): EffectParameter => ({ initial, min, max });

export const fromDecibels = (decibels: number): number => 10 ** (decibels / 20);

/** How much of a distance is left after a sample, for what approaches its goal with a time constant. */
export const smoothing = (seconds: number, sampleRate: number): number =>
  seconds > 0 ? Math.exp(-1 / (seconds * sampleRate)) : 0;
