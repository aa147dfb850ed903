/**
 * What assembly needs to know of a chunk file: its one video track, sample by sample.
 * @module
 */
import { open, type FileHandle } from 'node:fs/promises';
import { findBox, malformed, readBoxes, readBoxHeader, type Box } from './box-reader.ts';

export interface ChunkTrack {
  path: string;
  /** Sample entry (`avc1` with its parameter sets and colour), without the bit rate, which differs from chunk to chunk. */
  sampleEntry: Buffer;
  width: number;
  height: number;
  timescale: number;
  /** Samples in decode order. */
  samples: ChunkSample[];
  /** Where the samples lie in the file, one behind the other. */
  dataOffset: number;
  dataSize: number;
}

export interface ChunkSample {
  sizeBytes: number;
  isKeyframe: boolean;
  /** Position in display order within the chunk. */
  displayIndex: number;
}

/** Reads a chunk as FFmpeg writes it. Throws `CHUNK_MISMATCH` for anything else. */
export async function readChunk(path: string): Promise<ChunkTrack> {
  await using file = await open(path);
  const { size: fileSize } = await file.stat();
  const moov = await readMoov(file, fileSize);
  const traks = readBoxes(moov).filter((box) => box.type === 'trak');
  if (traks.length !== 1) throw malformed(`it has ${traks.length} tracks`);
  const track = parseTables(path, traks[0]!.body);
  if (track.dataOffset + track.dataSize > fileSize) throw malformed('it is cut off');
  return track;
}

/** A table that promises more than its box holds runs past the end of the bytes. */
function parseTables(path: string, trak: Buffer): ChunkTrack {
  try {
    return parseTrack(path, trak);
  } catch (error) {
    throw error instanceof RangeError ? malformed('a table is cut off') : error;
  }
}

async function readMoov(file: FileHandle, fileSize: number): Promise<Buffer> {
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

function parseTrack(path: string, trak: Buffer): ChunkTrack {
  const mdia = findBox(trak, 'mdia').body;
  const stbl = findBox(mdia, 'minf/stbl').body;
  const entry = readBoxes(findBox(stbl, 'stsd').body.subarray(8))[0];
  if (!entry) throw malformed('it has no sample entry');

  const sizes = parseSizes(findBox(stbl, 'stsz'));
  const keyframes = parseKeyframes(readBoxes(stbl).find((box) => box.type === 'stss'));
  const displayOrder = parseDisplayOrder(stbl, sizes.length);
  const mdhd = findBox(mdia, 'mdhd').body;
  return {
    path,
    sampleEntry: withoutBitRate(entry),
    width: entry.body.readUInt16BE(24),
    height: entry.body.readUInt16BE(26),
    timescale: mdhd.readUInt32BE(mdhd[0] === 1 ? 20 : 12),
    samples: sizes.map((sizeBytes, i) => ({
      sizeBytes,
      isKeyframe: keyframes === null || keyframes.has(i + 1),
      displayIndex: displayOrder[i]!,
    })),
    ...parseDataRange(stbl, sizes),
  };
}

function parseSizes({ body }: Box): number[] {
  const constant = body.readUInt32BE(4);
  return Array.from({ length: body.readUInt32BE(8) }, (_, i) => constant || body.readUInt32BE(12 + i * 4));
}

/** 1-based numbers of the sync samples; null means all of them. */
function parseKeyframes(stss: Box | undefined): Set<number> | null {
  if (!stss) return null;
  return new Set(Array.from({ length: stss.body.readUInt32BE(4) }, (_, i) => stss.body.readUInt32BE(8 + i * 4)));
}

/** Rank of each sample by presentation time: the file's own clock is not needed beyond that. */
function parseDisplayOrder(stbl: Buffer, count: number): number[] {
  const boxes = readBoxes(stbl);
  const durations = expandRuns(
    boxes.find((box) => box.type === 'stts'),
    count,
    false,
  );
  const offsets = expandRuns(
    boxes.find((box) => box.type === 'ctts'),
    count,
    true,
  );
  let decodeTime = 0;
  const presentation = durations.map((duration, i) => {
    const time = decodeTime + offsets[i]!;
    decodeTime += duration;
    return { time, i };
  });
  const rank = new Array<number>(count);
  presentation.toSorted((a, b) => a.time - b.time).forEach(({ i }, displayIndex) => (rank[i] = displayIndex));
  return rank;
}

/** Run-length table of `stts` or `ctts` as one value per sample; an absent table is all zeros. */
function expandRuns(table: Box | undefined, count: number, isSigned: boolean): number[] {
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

const VISUAL_SAMPLE_ENTRY_SIZE = 78;

function withoutBitRate({ type, body }: Box): Buffer {
  const fields = body.subarray(0, VISUAL_SAMPLE_ENTRY_SIZE);
  const kept = readBoxes(body.subarray(VISUAL_SAMPLE_ENTRY_SIZE)).filter((inner) => inner.type !== 'btrt');
  const size = 8 + fields.length + kept.reduce((sum, inner) => sum + inner.bytes.length, 0);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(size, 0);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, fields, ...kept.map((inner) => inner.bytes)]);
}
