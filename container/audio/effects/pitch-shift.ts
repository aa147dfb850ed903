/**
 * Another pitch at the same tempo.
 * @module
 */
import { createGrains, GRAIN_HOP, reachOf } from '../grains.ts';
import { makeBlock } from '../sound-block.ts';
import { SoundMemory } from '../sound-memory.ts';
import { parameter, type Effect, type EffectKind } from './effect.ts';

const MAX_SEMITONES = 24;
/** A grain is asked for up to a hop ahead, and reaches furthest when its pitch is highest. */
const LATENCY = GRAIN_HOP + reachOf({ centre: 0, pitch: 2 ** (MAX_SEMITONES / 12) }).to;

function createPitchShift(): Effect {
  const memory = new SoundMemory();
  const grains = createGrains(memory);
  const output = new SoundMemory();
  let middle = 0;
  return {
    process(block, { semitones, mix }) {
      const first = memory.end - LATENCY;
      memory.append({ left: block.left, right: block.right });
      const pitch = 2 ** (semitones! / 12);
      const delayedDry = makeBlock(block.left.length);
      take(memory, first, delayedDry);
      while (output.end < first + block.left.length) {
        output.append(grains.next({ centre: middle, pitch }));
        middle += GRAIN_HOP;
      }
      take(output, first, block);
      for (let i = 0; i < block.left.length; i++) {
        block.left[i] = delayedDry.left[i]! + mix! * (block.left[i]! - delayedDry.left[i]!);
        block.right[i] = delayedDry.right[i]! + mix! * (block.right[i]! - delayedDry.right[i]!);
      }
      output.forgetBefore(first);
      memory.forgetBefore(Math.min(first, middle - LATENCY));
    },
  };
}

/** Silence lies before the beginning. */
function take(memory: SoundMemory, from: number, into: { left: Float32Array; right: Float32Array }): void {
  for (let i = 0; i < into.left.length; i++) {
    const at = from + i - memory.first;
    into.left[i] = memory.left[at] ?? 0;
    into.right[i] = memory.right[at] ?? 0;
  }
}

export const PITCH = {
  pitchshift: {
    parameters: {
      semitones: parameter(0, -MAX_SEMITONES, MAX_SEMITONES),
      mix: parameter(1, 0, 1),
    },
    latencySamples: LATENCY,
    create: createPitchShift,
  },
} satisfies Record<string, EffectKind>;
