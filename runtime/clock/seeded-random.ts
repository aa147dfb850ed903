/**
 * Randomness that depends on the composition time alone, so that every node and the preview draw the same frame.
 * @module
 */

/** Numbers in [0, 1) by Mulberry32, started from a 32-bit state. */
export function mulberry32(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** State for a composition time: neighbouring milliseconds give unrelated sequences. */
export function seedOf(timeMs: number): number {
  return (Math.imul(Math.floor(timeMs), -1640531527) + 0x9e3779b9) | 0;
}

export interface SeededRandom {
  /** Starts the sequence that belongs to `timeMs`. */
  seed(timeMs: number): void;
}

/** Replaces `Math.random`, `crypto.getRandomValues` and `crypto.randomUUID`; the sequence of time 0 is running. */
export function installSeededRandom(): SeededRandom {
  let next = mulberry32(seedOf(0));
  Math.random = () => next();
  // Outside a secure context `crypto` has this method too; it is an accessor on the prototype, hence the own property.
  Object.defineProperty(crypto, 'getRandomValues', {
    value: <T extends ArrayBufferView>(target: T): T => {
      const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
      for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(next() * 256);
      return target;
    },
  });
  // A page over plain http has no such method, and gets none.
  if ('randomUUID' in crypto) Object.defineProperty(crypto, 'randomUUID', { value: () => randomUuid(next) });
  return {
    seed(timeMs) {
      next = mulberry32(seedOf(timeMs));
    },
  };
}

/** A version 4 UUID of numbers in [0, 1). */
function randomUuid(next: () => number): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replaceAll(/[xy]/g, (slot) =>
    Math.floor(slot === 'x' ? next() * 16 : 8 + next() * 4).toString(16),
  );
}
