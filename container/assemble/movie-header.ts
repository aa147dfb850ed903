/**
 * The `ftyp` and `moov` of a finished MP4: one video track whose samples are those of all chunks, in order.
 * @module
 */
import { ascii, box, fullBox, u16, u32, u32Table, u64, u64Table } from './box-writer.ts';
import type { ChunkSample } from './read-chunk.ts';

export interface Movie {
  width: number;
  height: number;
  timescale: number;
  /** Ticks per frame. */
  frameTicks: number;
  sampleEntry: Buffer;
  /** Chunks in order; a chunk's samples lie one behind the other. */
  chunks: { samples: ChunkSample[]; dataSize: number }[];
}

/** Everything before the media data, `mdat` header included; the chunks' data follow in order. */
export function movieHeader(movie: Movie): Buffer {
  const ftyp = box('ftyp', ascii('isom'), u32(0x200), ascii('isomiso2avc1mp41'));
  const dataSize = movie.chunks.reduce((sum, chunk) => sum + chunk.dataSize, 0);
  const mdat = mdatHeader(dataSize);
  // Offsets do not change the header's size, so a first pass with any offset tells where the data will begin.
  const dataStart = ftyp.length + moov(movie, 0, dataSize).length + mdat.length;
  return Buffer.concat([ftyp, moov(movie, dataStart, dataSize), mdat]);
}

function mdatHeader(dataSize: number): Buffer {
  return dataSize + 8 < 2 ** 32
    ? Buffer.concat([u32(dataSize + 8), ascii('mdat')])
    : Buffer.concat([u32(1), ascii('mdat'), u64(dataSize + 16)]);
}

const IDENTITY_MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
const TRACK_ID = 1;

function moov(movie: Movie, dataStart: number, dataSize: number): Buffer {
  const duration = frameCount(movie) * movie.frameTicks;
  const mvhd = fullBox(
    'mvhd',
    1,
    0,
    u64(0, 0), // creation and modification: no clock enters the bytes
    u32(movie.timescale),
    u64(duration),
    u32(0x10000), // rate 1.0
    u16(0x100, 0), // volume 1.0
    u32(0, 0),
    IDENTITY_MATRIX,
    u32(0, 0, 0, 0, 0, 0),
    u32(TRACK_ID + 1),
  );
  return box('moov', mvhd, trak(movie, duration, dataStart, dataSize));
}

function trak(movie: Movie, duration: number, dataStart: number, dataSize: number): Buffer {
  const isEnabledInMovie = 3;
  const tkhd = fullBox(
    'tkhd',
    1,
    isEnabledInMovie,
    u64(0, 0),
    u32(TRACK_ID, 0),
    u64(duration),
    u32(0, 0),
    u16(0, 0, 0, 0), // layer, group, volume
    IDENTITY_MATRIX,
    u32(movie.width * 0x10000, movie.height * 0x10000),
  );
  // The edit begins at the first picture: composition times are shifted so that no sample shows before it is decoded.
  const edit = box(
    'edts',
    fullBox('elst', 1, 0, u32(1), u64(duration, reorderDepth(movie) * movie.frameTicks), u16(1, 0)),
  );
  return box('trak', tkhd, edit, mdia(movie, duration, dataStart, dataSize));
}

function mdia(movie: Movie, duration: number, dataStart: number, dataSize: number): Buffer {
  const undetermined = 0x55c4; // language code `und`
  const mdhd = fullBox('mdhd', 1, 0, u64(0, 0), u32(movie.timescale), u64(duration), u16(undetermined, 0));
  const hdlr = fullBox('hdlr', 0, 0, u32(0), ascii('vide'), u32(0, 0, 0), ascii('VideoHandler\0'));
  const vmhd = fullBox('vmhd', 0, 1, u16(0, 0, 0, 0));
  const dinf = box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1)));
  return box('mdia', mdhd, hdlr, box('minf', vmhd, dinf, stbl(movie, dataStart, dataSize)));
}

function stbl(movie: Movie, dataStart: number, dataSize: number): Buffer {
  const samples = movie.chunks.flatMap((chunk) => chunk.samples);
  const keyframes = samples.flatMap((sample, i) => (sample.isKeyframe ? [i + 1] : []));
  return box(
    'stbl',
    fullBox('stsd', 0, 0, u32(1), movie.sampleEntry),
    fullBox('stts', 0, 0, u32(1, samples.length, movie.frameTicks)),
    ctts(movie),
    fullBox('stss', 0, 0, u32(keyframes.length), u32Table(keyframes)),
    stsc(movie),
    fullBox('stsz', 0, 0, u32(0, samples.length), u32Table(samples.map((sample) => sample.sizeBytes))),
    chunkOffsets(movie, dataStart, dataStart + dataSize),
  );
}

/** How many frames a sample may be shown before its decode position: the shift that makes all offsets positive. */
function reorderDepth(movie: Movie): number {
  let depth = 0;
  for (const { samples } of movie.chunks) {
    samples.forEach((sample, decodeIndex) => (depth = Math.max(depth, decodeIndex - sample.displayIndex)));
  }
  return depth;
}

function ctts(movie: Movie): Buffer {
  const depth = reorderDepth(movie);
  const runs: [count: number, offset: number][] = [];
  for (const { samples } of movie.chunks) {
    samples.forEach((sample, decodeIndex) => {
      const offset = (sample.displayIndex - decodeIndex + depth) * movie.frameTicks;
      const last = runs.at(-1);
      if (last?.[1] === offset) last[0]++;
      else runs.push([1, offset]);
    });
  }
  return fullBox('ctts', 0, 0, u32(runs.length), u32Table(runs.flat()));
}

/** Each of our chunks is one chunk in the file format's sense too. */
function stsc(movie: Movie): Buffer {
  const runs = movie.chunks.flatMap(({ samples }, i) =>
    movie.chunks[i - 1]?.samples.length === samples.length ? [] : [[i + 1, samples.length, 1]],
  );
  return fullBox('stsc', 0, 0, u32(runs.length), u32Table(runs.flat()));
}

function chunkOffsets(movie: Movie, dataStart: number, dataEnd: number): Buffer {
  let at = dataStart;
  const offsets = movie.chunks.map((chunk) => {
    const offset = at;
    at += chunk.dataSize;
    return offset;
  });
  return dataEnd < 2 ** 32
    ? fullBox('stco', 0, 0, u32(offsets.length), u32Table(offsets))
    : fullBox('co64', 0, 0, u32(offsets.length), u64Table(offsets));
}

function frameCount(movie: Movie): number {
  return movie.chunks.reduce((sum, chunk) => sum + chunk.samples.length, 0);
}
