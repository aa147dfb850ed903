/**
 * A chunk is checked before anything is built on it.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import type { RenderPlan } from '#contracts/plan.ts';
import { timescaleOf } from '../encode/timescale.ts';
import { readBoxes } from './box-reader.ts';
import { readChunk, VISUAL_SAMPLE_ENTRY_SIZE, type ChunkTrack } from './read-chunk.ts';

type Fact = number | boolean | string | null | undefined;
export type FactRow = [what: string, actual: Fact, expected: Fact];

/** Reads a chunk file and compares it with its plan: number of frames, frame size, timescale, an opening keyframe, keyframe distance, colour. */
export async function checkChunk(path: string, plan: RenderPlan, frames: number): Promise<ChunkTrack> {
  const track = await readChunk(path);
  const keyframes = track.samples.flatMap((sample, i) => (sample.isKeyframe ? [i] : []));
  const gaps = keyframes.map((at, i) => (keyframes[i + 1] ?? track.samples.length) - at);
  requireFacts([
    ['frames', track.samples.length, frames],
    ['width', track.width, plan.width],
    ['height', track.height, plan.height],
    ['timescale', track.timescale, timescaleOf(plan.fps)],
    ['first keyframe', keyframes[0], 0],
    ['display index of the first frame', track.samples[0]?.displayIndex, 0],
    ['keyframe distance within bounds', gaps.every((gap) => gap <= plan.encode.keyframeInterval), true],
    ['colour', colourOf(track.sampleEntry) ?? COLOURS.sdr, COLOURS[plan.encode.hdr ?? 'sdr']],
  ]);
  return track;
}

/** Primaries, transfer and matrix (ITU-T H.273). */
const COLOURS = { sdr: '1,1,1', pq: '9,16,9', hlg: '9,18,9' } as const;

function colourOf(sampleEntry: Buffer): string | null {
  const colr = readBoxes(sampleEntry.subarray(8 + VISUAL_SAMPLE_ENTRY_SIZE)).find(({ type }) => type === 'colr');
  return colr ? [4, 6, 8].map((at) => colr.body.readUInt16BE(at)).join() : null;
}

const MISMATCHES = { chunk: 'CHUNK_MISMATCH', output: 'OUTPUT_MISMATCH' } as const;

/** Throws `CHUNK_MISMATCH` or `OUTPUT_MISMATCH` for the first fact that is not as expected. */
export function requireFacts(facts: readonly FactRow[], of: keyof typeof MISMATCHES = 'chunk'): void {
  for (const [what, actual, expected] of facts) {
    if (actual !== expected) {
      throw new EdgereelError(MISMATCHES[of], `The ${of}'s ${what} should be ${expected}, not ${actual}.`, {
        details: { what, actual, expected },
      });
    }
  }
}
