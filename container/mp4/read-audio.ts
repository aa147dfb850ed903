/**
 * The sound of a plan as it lies in its M4A file: one track that is copied, never coded again.
 * @module
 */
import { open } from 'node:fs/promises';
import { findBox, malformed, readBoxes } from './box-reader.ts';
import { expandRuns, parseTables, readMoov, whileParsing } from './sample-tables.ts';

export interface AudioTrack {
  path: string;
  /** `mp4a` with the decoder's configuration. */
  sampleEntry: Buffer;
  timescale: number;
  /** Coded frames in order; durations in ticks. */
  frames: { sizeBytes: number; duration: number }[];
  /** Ticks before the sound begins: the encoder's delay. */
  delay: number;
  dataOffset: number;
  dataSize: number;
}

const AUDIO_SAMPLE_ENTRY_SIZE = 28;

export async function readAudio(path: string): Promise<AudioTrack> {
  await using file = await open(path);
  const { size } = await file.stat();
  const moov = await readMoov(file, size);
  const trak = readBoxes(moov).find(({ type, body }) => type === 'trak' && handlerOf(body) === 'soun');
  if (!trak) throw malformed('it has no sound');
  return whileParsing(() => parseTrack(path, trak.body));
}

const handlerOf = (trak: Buffer): string => findBox(trak, 'mdia/hdlr').body.toString('latin1', 8, 12);

function parseTrack(path: string, trak: Buffer): AudioTrack {
  const { stbl, sampleEntry, timescale, sizes, dataOffset, dataSize } = parseTables(trak, AUDIO_SAMPLE_ENTRY_SIZE);
  const stts = readBoxes(stbl).find((box) => box.type === 'stts');
  const durations = expandRuns(stts, sizes.length, false);
  return {
    path,
    sampleEntry,
    timescale,
    frames: sizes.map((sizeBytes, i) => ({ sizeBytes, duration: durations[i]! })),
    delay: parseDelay(trak),
    dataOffset,
    dataSize,
  };
}

/** Media time of the first edit that shows anything. */
function parseDelay(trak: Buffer): number {
  const edts = readBoxes(trak).find((box) => box.type === 'edts');
  if (!edts) return 0;
  const { body } = findBox(edts.body, 'elst');
  const isLong = body[0] === 1;
  const count = body.readUInt32BE(4);
  for (let i = 0; i < count; i++) {
    const at = 8 + i * (isLong ? 20 : 12);
    const mediaTime = isLong ? Number(body.readBigInt64BE(at + 8)) : body.readInt32BE(at + 4);
    if (mediaTime >= 0) return mediaTime;
  }
  return 0;
}
