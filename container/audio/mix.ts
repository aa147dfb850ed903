/**
 * The sum of voices, each from its own sample on. Levels are added as they are.
 * @module
 */
import { makeBlock, partOf, type SoundBlock, type SoundSource } from './sound-block.ts';
import { SoundFailure } from './sound-failure.ts';

export interface Voice {
  startSample: number;
  /** Nothing is heard from here on. */
  endSample: number;
  open(): SoundSource;
  /** It cannot be heard any further. */
  onFailure(failure: SoundFailure): void;
}

/** Voices are opened when they begin and closed when they end. */
export function mix(voices: readonly Voice[]): SoundSource {
  let waiting = voices.toSorted((a, b) => a.startSample - b.startSample);
  let open: { voice: Voice; source: SoundSource }[] = [];
  let scratch = makeBlock(0);
  let at = 0;

  async function close(gone: typeof open): Promise<void> {
    open = open.filter((one) => !gone.includes(one));
    await Promise.all(gone.map(({ source }) => source[Symbol.asyncDispose]()));
  }

  /** Its part of the block; the block begins at `at`. */
  async function add({ voice, source }: (typeof open)[number], block: SoundBlock): Promise<boolean> {
    const from = Math.max(0, voice.startSample - at);
    const to = Math.min(block.left.length, voice.endSample - at);
    const part = partOf(scratch, 0, to - from);
    try {
      await source.read(part);
    } catch (error) {
      if (!(error instanceof SoundFailure)) throw error;
      voice.onFailure(error);
      return false;
    }
    for (let i = 0; i < part.left.length; i++) {
      block.left[from + i]! += part.left[i]!;
      block.right[from + i]! += part.right[i]!;
    }
    return true;
  }

  return {
    async read(block) {
      const { length } = block.left;
      if (scratch.left.length < length) scratch = makeBlock(length);
      block.left.fill(0);
      block.right.fill(0);
      const beginning = waiting.filter(({ startSample }) => startSample < at + length);
      waiting = waiting.slice(beginning.length);
      open.push(...beginning.map((voice) => ({ voice, source: voice.open() })));
      const gone: typeof open = [];
      for (const one of open) {
        const goesOn = await add(one, block);
        if (!goesOn || one.voice.endSample <= at + length) gone.push(one);
      }
      at += length;
      await close(gone);
    },
    [Symbol.asyncDispose]: () => close(open),
  };
}
