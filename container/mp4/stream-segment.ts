/**
 * Segments of a stream (fragmented MP4): what a player needs once, and then a piece of one track at a time.
 * @module
 */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { ascii, box, fullBox, u32, u32Table, u64 } from './box-writer.ts';
import { editList, mvhd, trak } from './track-boxes.ts';

export interface StreamTrack {
  sampleEntry: Buffer;
  timescale: number;
  /** Null for sound. */
  size: { width: number; height: number } | null;
  /** Ticks before what is to be heard begins. */
  delay: number;
}

/** Samples in decode order, which is the order they are shown in. */
export interface StreamSample {
  sizeBytes: number;
  duration: number;
  isKeyframe: boolean;
}

const TRACK_ID = 1;
const KEY_SAMPLE = 0x0200_0000;
const OTHER_SAMPLE = 0x0101_0000;

export function initSegment({ sampleEntry, timescale, size, delay }: StreamTrack): Buffer {
  const empty = (type: string, ...fields: Buffer[]) => fullBox(type, 0, 0, ...fields, u32(0));
  const stbl = box(
    'stbl',
    fullBox('stsd', 0, 0, u32(1), sampleEntry),
    empty('stts'),
    empty('stsc'),
    empty('stsz', u32(0)),
    empty('stco'),
  );
  const edit = delay > 0 ? editList(0, delay) : Buffer.alloc(0);
  const track = trak({ id: TRACK_ID, brand: 'mp4', timescale, movieDuration: 0, duration: 0, size }, edit, stbl);
  const mvex = box('mvex', fullBox('trex', 0, 0, u32(TRACK_ID, 1, 0, 0, 0)));
  const ftyp = box('ftyp', ascii('iso6'), u32(0), ascii('iso6mp41'));
  return Buffer.concat([ftyp, box('moov', mvhd(timescale, 0, 1), track, mvex)]);
}

/** What comes before a segment's data. `sequence` counts from 1; `baseTime` is the decode time of the first sample in ticks. */
export function segmentHeader(samples: readonly StreamSample[], sequence: number, baseTime: number): Buffer {
  const dataSize = samples.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const mdatHeader = Buffer.concat([u32(dataSize + 8), ascii('mdat')]);
  const moof = (dataOffset: number) => {
    const startsAtMoof = 0x02_0000;
    const tfhd = fullBox('tfhd', 0, startsAtMoof, u32(TRACK_ID));
    const tfdt = fullBox('tfdt', 1, 0, u64(baseTime));
    const hasOffsetDurationSizeFlags = 0x701;
    const rows = samples.flatMap(({ duration, sizeBytes, isKeyframe }) => [
      duration,
      sizeBytes,
      isKeyframe ? KEY_SAMPLE : OTHER_SAMPLE,
    ]);
    const trun = fullBox('trun', 0, hasOffsetDurationSizeFlags, u32(samples.length, dataOffset), u32Table(rows));
    return box('moof', fullBox('mfhd', 0, 0, u32(sequence)), box('traf', tfhd, tfdt, trun));
  };
  const size = moof(0).length + mdatHeader.length;
  return Buffer.concat([moof(size), mdatHeader]);
}

/** Writes a segment whose data lie in another file. */
export async function writeSegment(
  outputPath: string,
  header: Buffer,
  data: { path: string; offset: number; size: number },
  signal: AbortSignal,
): Promise<void> {
  await using output = await open(outputPath, 'w');
  await output.appendFile(header);
  if (data.size === 0) return;
  const source = createReadStream(data.path, { start: data.offset, end: data.offset + data.size - 1, signal });
  for await (const bytes of source) await output.appendFile(bytes as Buffer);
}
