/**
 * What a segment of a stream says of itself, for the check before it is published.
 * @module
 */
import { open } from 'node:fs/promises';
import { findBox, malformed, readBoxes, readBoxHeader } from './box-reader.ts';
import { whileParsing } from './sample-tables.ts';

export interface SegmentFacts {
  sampleCount: number;
  /** Decode time of the first sample in ticks. */
  baseTime: number;
  startsWithKeyframe: boolean;
}

const NOT_A_KEYFRAME = 0x1_0000;

/** Reads a segment as we write it. Throws `CHUNK_MISMATCH` when it is cut off or anything else. */
export async function readSegment(path: string): Promise<SegmentFacts> {
  await using file = await open(path);
  const { size: fileSize } = await file.stat();
  const header = Buffer.alloc(16);
  const { bytesRead } = await file.read(header, 0, 16, 0);
  const moof = readBoxHeader(header.subarray(0, bytesRead), fileSize);
  if (moof.type !== 'moof' || moof.size > fileSize) throw malformed('it does not begin with a moof');
  const bytes = Buffer.alloc(moof.size + 8);
  await file.read(bytes, 0, bytes.length, 0);
  const mdat = readBoxHeader(bytes.subarray(moof.size), fileSize - moof.size);
  if (mdat.type !== 'mdat' || moof.size + mdat.size !== fileSize) throw malformed('it is cut off');
  return whileParsing(() => {
    const traf = findBox(readBoxes(bytes.subarray(0, moof.size))[0]!.body, 'traf').body;
    const trun = findBox(traf, 'trun').body;
    return {
      sampleCount: trun.readUInt32BE(4),
      baseTime: Number(findBox(traf, 'tfdt').body.readBigUInt64BE(4)),
      startsWithKeyframe: (trun.readUInt32BE(20) & NOT_A_KEYFRAME) === 0,
    };
  });
}
