/**
 * What an HDR10 file says of the display it is made for, beside what its stream says: players look here first.
 * @module
 */
import { box, u16, u32 } from './box-writer.ts';
import type { ChunkTrack } from './read-chunk.ts';

/** P3 with the white of D65 in 1/50,000, green, blue, red, white; 1000 and 0.0001 nits in 1/10,000. As `encoder-arguments.ts` has it. */
const MASTERING = box('mdcv', u16(13_250, 34_500, 7500, 3000, 34_000, 16_000, 15_635, 16_450), u32(10_000_000, 1));
/** Nits of the brightest pixel, and of the brightest frame on average. */
const LIGHT_LEVEL = box('clli', u16(1000, 400));

/** The track with both in its sample entry. */
export function withMasteringDisplay(track: ChunkTrack): ChunkTrack {
  const type = track.sampleEntry.toString('latin1', 4, 8);
  return { ...track, sampleEntry: box(type, track.sampleEntry.subarray(8), MASTERING, LIGHT_LEVEL) };
}
