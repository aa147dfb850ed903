/**
 * Sound at another tempo, another pitch or both: grains of the source are laid over each other, each shifted a little so that
 * its waves go on where those of the grain before are (WSOLA).
 * @module
 */
import { makeBlock, type SoundBlock } from './sound-block.ts';
import type { SoundMemory } from './sound-memory.ts';

/** Samples between two grains; each is twice as long. 11 ms: what begins in the source begins when it should, within half of that. */
export const GRAIN_HOP = 512;
/** How far a grain may be shifted for its waves to fit: ±13 ms, a whole wave of the lowest tone of a bass from end to end. */
const SEEK = 640;
const COARSE = 4;
/** By so much the furthest shift must fit better than none: of equal fits the nearest is taken. */
const SHIFT_COST = 0.2;

export interface Grain {
  /** Where in the source the grain's middle is taken from. */
  centre: number;
  /** And where instead when nothing sounds before it. Default: there, too. */
  onset?: number;
  /** Source samples per sample: 2 is an octave up. */
  pitch: number;
}

export interface Grains {
  /** What is heard from the middle of the last grain to the middle of this: `GRAIN_HOP` samples. The first grain gives nothing. */
  next(grain: Grain): SoundBlock;
}

/** The samples that a grain may need. */
export function reachOf({ centre, onset = centre, pitch }: Grain): { from: number; to: number } {
  const around = GRAIN_HOP * pitch + SEEK * Math.max(1, pitch) + COARSE + 3;
  return { from: Math.floor(Math.min(centre, onset) - around), to: Math.ceil(Math.max(centre, onset) + around) };
}

const FADE_IN = Float32Array.from(
  { length: GRAIN_HOP },
  (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / GRAIN_HOP),
);

/** The memory must reach as far as each grain needs, when it is asked for. */
export function createGrains(memory: SoundMemory): Grains {
  /** The second half of the last grain. */
  const tail = makeBlock(GRAIN_HOP);
  const head = makeBlock(GRAIN_HOP);
  let isFirst = true;
  return {
    next({ centre, onset = centre, pitch }) {
      const shifted = isFirst || isSilent(tail) ? onset : centre + findShift(memory, tail, centre, pitch);
      const output = makeBlock(isFirst ? 0 : GRAIN_HOP);
      if (!isFirst) {
        copy(memory, shifted - GRAIN_HOP * pitch, pitch, head);
        for (let i = 0; i < GRAIN_HOP; i++) {
          output.left[i] = tail.left[i]! + (head.left[i]! - tail.left[i]!) * FADE_IN[i]!;
          output.right[i] = tail.right[i]! + (head.right[i]! - tail.right[i]!) * FADE_IN[i]!;
        }
      }
      copy(memory, shifted, pitch, tail);
      isFirst = false;
      return output;
    },
  };
}

function isSilent({ left, right }: SoundBlock): boolean {
  return left.every((sample) => sample === 0) && right.every((sample) => sample === 0);
}

/** The shift at which the first half of a grain resembles the second half of the last one most. */
function findShift(memory: SoundMemory, tail: SoundBlock, centre: number, pitch: number): number {
  const reach = Math.round(SEEK * Math.max(1, pitch));
  const margin = reach + COARSE;
  const wanted = tail.left.map((sample, i) => sample + tail.right[i]!);
  const offsets = Int32Array.from({ length: GRAIN_HOP }, (_, i) => margin + Math.round(i * pitch));
  const around = monoOf(memory, Math.round(centre - GRAIN_HOP * pitch) - margin, offsets.at(-1)! + margin + 1);

  const likeness = (shift: number, step: number): number => {
    let product = 0;
    let energy = 1e-9;
    for (let i = 0; i < GRAIN_HOP; i += step) {
      const sample = around[offsets[i]! + shift]!;
      product += sample * wanted[i]!;
      energy += sample * sample;
    }
    return product / Math.sqrt(energy);
  };
  const best = (from: number, to: number, step: number, detail: number): number => {
    let found = 0;
    let most = -Infinity;
    for (let shift = from; shift <= to; shift += step) {
      const fit = likeness(shift, detail);
      const score = fit - (Math.abs(fit) * SHIFT_COST * Math.abs(shift)) / reach;
      if (score > most) [most, found] = [score, shift];
    }
    return found;
  };
  const coarse = best(-reach, reach, COARSE, COARSE);
  return best(coarse - COARSE, coarse + COARSE, 1, 1);
}

function monoOf(memory: SoundMemory, from: number, length: number): Float32Array {
  const start = from - memory.first;
  return Float32Array.from({ length }, (_, i) => (memory.left[start + i] ?? 0) + (memory.right[start + i] ?? 0));
}

/** Silence lies before the beginning of the source. */
function copy(memory: SoundMemory, from: number, pitch: number, into: SoundBlock): void {
  if (pitch === 1) {
    const start = Math.round(from) - memory.first;
    for (let i = 0; i < GRAIN_HOP; i++) {
      into.left[i] = memory.left[start + i] ?? 0;
      into.right[i] = memory.right[start + i] ?? 0;
    }
    return;
  }
  for (let i = 0; i < GRAIN_HOP; i++) {
    const at = from + i * pitch - memory.first;
    into.left[i] = between(memory.left, at);
    into.right[i] = between(memory.right, at);
  }
}

/** A cubic through the four samples around. */
function between(samples: Float32Array, at: number): number {
  const whole = Math.floor(at);
  const x = at - whole;
  const [a, b, c, d] = [
    samples[whole - 1] ?? 0,
    samples[whole] ?? 0,
    samples[whole + 1] ?? 0,
    samples[whole + 2] ?? 0,
  ] as const;
  return b + 0.5 * x * (c - a + x * (2 * a - 5 * b + 4 * c - d + x * (3 * (b - c) + d - a)));
}
