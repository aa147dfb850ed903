/**
 * The tables of a track in an MP4 or MOV file, as values per sample.
 * @module
 */
import type { FileHandle } from 'node:fs/promises';
import { findBox, malformed, readBoxes, readBoxHeader, type Box } from './box-reader.ts';

/** The body of a file's `moov`. */
export async function readMoov(file: FileHandle, fileSize: number): Promise<Buffer> {
  const header = Buffer.alloc(16);
  for (let at = 0; at < fileSize;) {
    const { bytesRead } = await file.read(header, 0, 16, at);
    const { type, headerSize, size } = readBoxHeader(header.subarray(0, bytesRead), fileSize - at);
    if (size < headerSize || at + size > fileSize) throw malformed('it is cut off');
    if (type === 'moov') {
      const body = Buffer.alloc(size - headerSize);
      await file.read(body, 0, body.length, at + headerSize);
      return body;
    }
    at += size;
  }
  throw malformed('there is no moov');
}

/** A table that promises more than its box holds runs past the end of the bytes. */
export function whileParsing<Result>(parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    throw error instanceof RangeError ? malformed('a table is cut off') : error;
  }
}

/** What every track has, of pictures or of sound. */
interface TrackTables {
  stbl: Buffer;
  /** The first sample entry as it stands in the file. */
  entry: Box;
  /** The same without the bit rate. */
  sampleEntry: Buffer;
  timescale: number;
  /** Size of each sample in bytes, in decode order. */
  sizes: number[];
  /** Where the samples lie in the file, one behind the other. */
  dataOffset: number;
  dataSize: number;
}

/** `entryFieldsSize`: bytes of the sample entry before its inner boxes. */
export function parseTables(trak: Buffer, entryFieldsSize: number): TrackTables {
  const mdia = findBox(trak, 'mdia').body;
  const stbl = findBox(mdia, 'minf/stbl').body;
  const entry = readBoxes(findBox(stbl, 'stsd').body.subarray(8))[0];
  if (!entry) throw malformed('it has no sample entry');
  const sizes = parseSizes(findBox(stbl, 'stsz'));
  const sampleEntry = withoutBitRate(entry, entryFieldsSize);
  return { stbl, entry, sampleEntry, timescale: parseTimescale(mdia), sizes, ...parseDataRange(stbl, sizes) };
}

function parseTimescale(mdia: Buffer): number {
  const mdhd = findBox(mdia, 'mdhd').body;
  return mdhd.readUInt32BE(mdhd[0] === 1 ? 20 : 12);
}

function parseSizes({ body }: Box): number[] {
  const constant = body.readUInt32BE(4);
  return Array.from({ length: body.readUInt32BE(8) }, (_, i) => constant || body.readUInt32BE(12 + i * 4));
}

/** Run-length table of `stts` or `ctts` as one value per sample; an absent table is all zeros. */
export function expandRuns(table: Box | undefined, count: number, isSigned: boolean): number[] {
  if (!table) return new Array<number>(count).fill(0);
  const { body } = table;
  const values: number[] = [];
  for (let run = 0; run < body.readUInt32BE(4); run++) {
    const at = 8 + run * 8;
    const value = isSigned ? body.readInt32BE(at + 4) : body.readUInt32BE(at + 4);
    const runLength = body.readUInt32BE(at);
    if (values.length + runLength > count) throw malformed('its tables disagree on the number of samples');
    for (let i = 0; i < runLength; i++) values.push(value);
  }
  if (values.length !== count) throw malformed('its tables disagree on the number of samples');
  return values;
}

/** The samples must lie one behind the other, as they do in a file with one track. */
function parseDataRange(stbl: Buffer, sizes: number[]): { dataOffset: number; dataSize: number } {
  const boxes = readBoxes(stbl);
  const stco = boxes.find((box) => box.type === 'stco')?.body;
  const co64 = boxes.find((box) => box.type === 'co64')?.body;
  const table = stco ?? co64;
  if (!table) throw malformed('it has no chunk offsets');
  const offsets = Array.from({ length: table.readUInt32BE(4) }, (_, i) =>
    stco ? stco.readUInt32BE(8 + i * 4) : Number(co64!.readBigUInt64BE(8 + i * 8)),
  );
  const perChunk = expandSamplesPerChunk(findBox(stbl, 'stsc').body, offsets.length);
  let sample = 0;
  let expected = offsets[0] ?? 0;
  offsets.forEach((offset, i) => {
    if (offset !== expected) throw malformed('its samples are scattered');
    for (let n = 0; n < perChunk[i]!; n++) expected += sizes[sample++] ?? 0;
  });
  if (sample !== sizes.length) throw malformed('its tables disagree on the number of samples');
  return { dataOffset: offsets[0] ?? 0, dataSize: expected - (offsets[0] ?? 0) };
}

function expandSamplesPerChunk(stsc: Buffer, chunkCount: number): number[] {
  const runs = Array.from({ length: stsc.readUInt32BE(4) }, (_, i) => ({
    firstChunk: stsc.readUInt32BE(8 + i * 12) - 1,
    samples: stsc.readUInt32BE(12 + i * 12),
  }));
  return Array.from(
    { length: chunkCount },
    (_, chunk) => runs.findLast((run) => run.firstChunk <= chunk)?.samples ?? 0,
  );
}

/** A sample entry short of its bit rate, which differs from one file to the next. `fieldsSize`: what comes before the inner boxes. */
function withoutBitRate({ type, body }: Box, fieldsSize: number): Buffer {
  const fields = body.subarray(0, fieldsSize);
  const kept = readBoxes(body.subarray(fieldsSize)).filter((inner) => inner.type !== 'btrt');
  const size = 8 + fields.length + kept.reduce((sum, inner) => sum + inner.bytes.length, 0);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(size, 0);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, fields, ...kept.map((inner) => inner.bytes)]);
}
