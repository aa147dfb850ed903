/**
 * A source at another rate, its pitch kept.
 * @module
 */
import { createGrains, GRAIN_HOP, reachOf } from './grains.ts';
import { makeBlock, partOf, type SoundBlock, type SoundSource } from './sound-block.ts';
import { SoundMemory } from './sound-memory.ts';

/** `positionAt` gives the sample of the source that is heard at a sample of the output; it never falls. */
export function stretch(source: SoundSource, positionAt: (sample: number) => number): SoundSource {
  const memory = new SoundMemory();
  const grains = createGrains(memory);
  const piece = makeBlock(GRAIN_HOP);
  let ready: SoundBlock = makeBlock(0);
  let middle = 0;

  async function makeNext(): Promise<void> {
    const grain = { centre: positionAt(middle), pitch: 1 };
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
