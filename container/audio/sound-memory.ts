/**
 * The part of a sound that is still needed, found by the number of the sample since its beginning.
 * @module
 */
import type { SoundBlock } from './sound-block.ts';

export class SoundMemory {
  left = new Float32Array(1 << 14);
  right = new Float32Array(1 << 14);
  /** Number of the first sample that is kept. */
  first = 0;
  /** Number of the sample that comes next. */
  end = 0;

  append(block: SoundBlock): void {
    const kept = this.end - this.first;
    const needed = kept + block.left.length;
    if (needed > this.left.length) {
      this.left = grown(this.left, needed);
      this.right = grown(this.right, needed);
    }
    this.left.set(block.left, kept);
    this.right.set(block.right, kept);
    this.end += block.left.length;
  }

  /** Forgets what lies before; a little more may be kept. */
  forgetBefore(sample: number): void {
    const from = Math.min(sample, this.end) - this.first;
    if (from < this.left.length / 4) return;
    const to = this.end - this.first;
    this.left.copyWithin(0, from, to);
    this.right.copyWithin(0, from, to);
    this.first += from;
  }
}

function grown(samples: Float32Array<ArrayBuffer>, needed: number): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(Math.max(needed, samples.length * 2));
  larger.set(samples);
  return larger;
}
