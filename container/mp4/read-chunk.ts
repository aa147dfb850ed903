/**
 * What assembly needs to know of a chunk file: its one video track, sample by sample.
 * @module
 */
import { open } from 'node:fs/promises';
import { malformed, readBoxes, type Box } from './box-reader.ts';
import { expandRuns, parseTables, readMoov, whileParsing } from './sample-tables.ts';

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

export const VISUAL_SAMPLE_ENTRY_SIZE = 78;

/** Reads a chunk as FFmpeg writes it. Throws `CHUNK_MISMATCH` for anything else. */
export async function readChunk(path: string): Promise<ChunkTrack> {
  await using file = await open(path);
  const { size: fileSize } = await file.stat();
  const moov = await readMoov(file, fileSize);
  const traks = readBoxes(moov).filter((box) => box.type === 'trak');
  if (traks.length !== 1) throw malformed(`it has ${traks.length} tracks`);
  const track = whileParsing(() => parseTrack(path, traks[0]!.body));
  if (track.dataOffset + track.dataSize > fileSize) throw malformed('it is cut off');
  return track;
}

function parseTrack(path: string, trak: Buffer): ChunkTrack {
  const tables = parseTables(trak, VISUAL_SAMPLE_ENTRY_SIZE);
  const { stbl, entry, sampleEntry, timescale, sizes, dataOffset, dataSize } = tables;
  const keyframes = parseKeyframes(readBoxes(stbl).find((box) => box.type === 'stss'));
  const displayOrder = parseDisplayOrder(stbl, sizes.length);
  return {
    path,
    sampleEntry,
    width: entry.body.readUInt16BE(24),
    height: entry.body.readUInt16BE(26),
    timescale,
    samples: sizes.map((sizeBytes, i) => ({
      sizeBytes,
      isKeyframe: keyframes === null || keyframes.has(i + 1),
      displayIndex: displayOrder[i]!,
    })),
    dataOffset,
    dataSize,
  };
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
