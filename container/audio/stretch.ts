/**
 * A source at another rate, its pitch kept.
 * @module
 */
import { createGrains, GRAIN_HOP, reachOf } from './grains.ts';
import { makeBlock, partOf, type SoundBlock, type SoundSource } from './sound-block.ts';
import { SoundMemory } from './sound-memory.ts';

/** How far behind a grain's middle the part of it lies that is kept, in grains; measured on changing tones. */
const AHEAD_SLOWER = 0.57;
const AHEAD_FASTER = 0.3;

/** `positionAt` gives the sample of the source that is heard at a sample of the output; it never falls. */
export function stretch(source: SoundSource, positionAt: (sample: number) => number): SoundSource {
  const memory = new SoundMemory();
  const grains = createGrains(memory);
  const piece = makeBlock(GRAIN_HOP);
  let ready: SoundBlock = makeBlock(0);
  let middle = 0;

  /**
   * What a grain lets be heard after its middle decides which one fits behind it, so a tone that begins there is kept from there on. That
   * part of it lies at its time, not the middle, unless nothing has been heard before.
   */
  function placeOf(sample: number): { centre: number; onset: number } {
    const onset = positionAt(sample);
    const rate = (positionAt(sample + GRAIN_HOP) - onset) / GRAIN_HOP;
    const ahead = GRAIN_HOP * (rate < 1 ? AHEAD_SLOWER : AHEAD_FASTER);
    return { centre: positionAt(sample + ahead) - ahead, onset };
  }

  async function makeNext(): Promise<void> {
    const grain = { ...placeOf(middle), pitch: 1 };
    const { from, to } = reachOf(grain);
    while (memory.end < to) {
      await source.read(piece);
      memory.append(piece);
    }
    memory.forgetBefore(from);
    ready = grains.next(grain);
    middle += GRAIN_HOP;
  }

  return {
    async read(block) {
      for (let done = 0; done < block.left.length;) {
        while (ready.left.length === 0) await makeNext();
        const samples = Math.min(ready.left.length, block.left.length - done);
        block.left.set(ready.left.subarray(0, samples), done);
        block.right.set(ready.right.subarray(0, samples), done);
        ready = partOf(ready, samples, ready.left.length);
        done += samples;
      }
    },
    [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
  };
}
