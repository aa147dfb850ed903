/**
 * Effects in a row.
 * @module
 */
import { SAMPLE_RATE } from '#contracts/sound.ts';
import { laneValue } from '../lanes.ts';
import { partOf, type SoundBlock } from '../sound-block.ts';
import type { EffectValues } from './effect.ts';
import { bounded, type PlannedEffect } from './read-effects.ts';

export interface Chain {
  /** By so much the output lags behind the input. */
  readonly latencySamples: number;
  /** In place. */
  process(block: SoundBlock): void;
}

/** Values that change do so in steps of 1⅓ ms. */
const STEP_SAMPLES = 64;

/** `startSeconds` is what the lanes call the time of the first sample. */
export function createChain(effects: readonly PlannedEffect[], startSeconds: number): Chain {
  let latencySamples = 0;
  const links = effects.map((planned) => {
    const link = { planned, effect: planned.kind.create(), latencyBefore: latencySamples };
    latencySamples += planned.kind.latencySamples ?? 0;
    return link;
  });
  let done = 0;

  return {
    latencySamples,
    process(block) {
      for (let from = 0; from < block.left.length; from += STEP_SAMPLES) {
        const to = Math.min(from + STEP_SAMPLES, block.left.length);
        const part = partOf(block, from, to);
        for (const { planned, effect, latencyBefore } of links) {
          const seconds = startSeconds + (done - latencyBefore) / SAMPLE_RATE;
          effect.process(part, valuesAt(planned, seconds));
        }
        done += to - from;
      }
    },
  };
}

function valuesAt({ kind, values, lanes }: PlannedEffect, seconds: number): EffectValues {
  if (lanes.size === 0) return values;
  const moved = [...lanes].map(([name, lane]) => [name, bounded(kind, name, laneValue(lane, seconds))]);
  return { ...values, ...Object.fromEntries(moved) };
}

/** How long something is heard after the input has ended. */
export function tailSamples(effects: readonly PlannedEffect[]): number {
  return effects.reduce((sum, effect) => sum + tailOf(effect), 0);
}

/** The longest that its values, as written or along their lanes, can make it. */
function tailOf({ kind, values, lanes }: PlannedEffect): number {
  const { tailSeconds } = kind;
  if (!tailSeconds) return 0;
  const highest = [...lanes].map(([name, { points }]) => [
    name,
    bounded(kind, name, Math.max(values[name]!, ...points.map(({ v }) => v))),
  ]);
  return Math.ceil(tailSeconds({ ...values, ...Object.fromEntries(highest) }) * SAMPLE_RATE);
}
