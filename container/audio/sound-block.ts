/**
 * Stereo samples, and what gives them.
 * @module
 */

/** One array per channel, of equal length. */
export interface SoundBlock {
  left: Float32Array;
  right: Float32Array;
}

/** Sound from its beginning on. After its end it is silent. */
export interface SoundSource extends AsyncDisposable {
  /** Fills the whole block with what comes next. */
  read(block: SoundBlock): Promise<void>;
}

export function makeBlock(samples: number): SoundBlock {
  return { left: new Float32Array(samples), right: new Float32Array(samples) };
}

/** A view of a part, not a copy. */
export function partOf({ left, right }: SoundBlock, from: number, to: number): SoundBlock {
  return { left: left.subarray(from, to), right: right.subarray(from, to) };
}
