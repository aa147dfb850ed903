/**
 * A source on its way into the mix: effects, then volume and fades.
 * @module
 */
import { createChain, type Chain } from './effects/chain.ts';
import { gainAt, type PlannedStrip } from './plan-mix.ts';
import { makeBlock, partOf, type SoundBlock, type SoundSource } from './sound-block.ts';

/** Between two such samples the gain goes in a straight line. */
const GAIN_STEP_SAMPLES = 32;
const MAX_PREFILL_SAMPLES = 4096;

/** The source is heard for `lengthSamples`; what the effects make of it rings out after that. */
export function strip(source: SoundSource, planned: PlannedStrip, lengthSamples: number): SoundSource {
  const chain = createChain(planned.effects, planned.laneStart);
  let sourceSample = 0;
  let sample = 0;

  async function readSource(block: SoundBlock): Promise<void> {
    const { length } = block.left;
    const samples = Math.min(length, Math.max(0, lengthSamples - sourceSample));
    if (samples > 0) await source.read(partOf(block, 0, samples));
    block.left.fill(0, samples);
    block.right.fill(0, samples);
    sourceSample += length;
    chain.process(block);
  }

  return {
    async read(block) {
      if (sample === 0) await skipLatency(chain, readSource);
      await readSource(block);
      applyGain(block, planned, sample);
      sample += block.left.length;
    },
    [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
  };
}

/** What the effects give before the first sample has come through. */
async function skipLatency({ latencySamples }: Chain, read: (block: SoundBlock) => Promise<void>): Promise<void> {
  for (let left = latencySamples; left > 0; left -= MAX_PREFILL_SAMPLES)
    await read(makeBlock(Math.min(left, MAX_PREFILL_SAMPLES)));
}

function applyGain({ left, right }: SoundBlock, planned: PlannedStrip, firstSample: number): void {
  const { length } = left;
  let before = gainAt(planned, firstSample);
  for (let from = 0; from < length; from += GAIN_STEP_SAMPLES) {
    const to = Math.min(from + GAIN_STEP_SAMPLES, length);
    const after = gainAt(planned, firstSample + to);
    const step = (after - before) / (to - from);
    for (let i = from; i < to; i++) {
      const gain = before + (i - from) * step;
      left[i]! *= gain;
      right[i]! *= gain;
    }
    before = after;
  }
}
