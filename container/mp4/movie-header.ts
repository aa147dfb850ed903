/**
 * The `ftyp` and `moov` of a finished MP4 or MOV: a video track whose samples are those of all chunks, in order, and a track of sound
 * if there is any.
 * @module
 */
import { ascii, box, fullBox, u32, u32Table, u64, u64Table } from './box-writer.ts';
import { mp4Provenance, movProvenance, type Provenance } from './provenance.ts';
import type { AudioTrack } from './read-audio.ts';
import type { ChunkSample } from './read-chunk.ts';
import { editList, mvhd, trak, type Brand } from './track-boxes.ts';

export interface Movie {
  brand?: Brand;
  width: number;
  height: number;
  timescale: number;
  /** Ticks per frame. */
  frameTicks: number;
  sampleEntry: Buffer;
  /** Chunks in order; a chunk's samples lie one behind the other. */
  chunks: { samples: ChunkSample[]; dataSize: number }[];
  audio?: MovieAudio | null;
  provenance?: Provenance;
}

export type MovieAudio = Pick<AudioTrack, 'sampleEntry' | 'timescale' | 'frames' | 'delay'> & {
  /** Ticks of sound that are to be heard, the delay not counted. */
  length: number;
};

/** Samples of one track that lie together: one chunk in the file format's sense. */
export interface Run {
  track: 'video' | 'audio';
  sampleCount: number;
  sizeBytes: number;
}

/** Sound and pictures alternate this often, so that a player that reads on has both. */
const INTERLEAVE_SECONDS = 1;

/** The media data in order: without sound a run per chunk, else no more than a second of pictures and then the sound to it. */
export function layOut({ chunks, audio, timescale, frameTicks }: Movie): Run[] {
  const sliceFrames = audio ? Math.max(1, Math.floor((INTERLEAVE_SECONDS * timescale) / frameTicks)) : Infinity;
  const runs: Run[] = [];
  let frames = 0;
  let heard = 0;
  let audioTicks = -(audio?.delay ?? 0);
  const takeAudio = (untilSeconds: number) => {
    const from = heard;
    let sizeBytes = 0;
    while (audio && heard < audio.frames.length && audioTicks < untilSeconds * audio.timescale) {
      const frame = audio.frames[heard++]!;
      audioTicks += frame.duration;
      sizeBytes += frame.sizeBytes;
    }
    if (heard > from) runs.push({ track: 'audio', sampleCount: heard - from, sizeBytes });
  };
  for (const { samples, dataSize } of chunks) {
    if (sliceFrames >= samples.length) {
      runs.push({ track: 'video', sampleCount: samples.length, sizeBytes: dataSize });
      frames += samples.length;
      takeAudio((frames * frameTicks) / timescale);
      continue;
    }
    for (let at = 0; at < samples.length; at += sliceFrames) {
      const slice = samples.slice(at, at + sliceFrames);
      const sizeBytes = slice.reduce((sum, sample) => sum + sample.sizeBytes, 0);
      runs.push({ track: 'video', sampleCount: slice.length, sizeBytes });
      frames += slice.length;
      takeAudio((frames * frameTicks) / timescale);
    }
  }
  takeAudio(Infinity);
  return runs;
}

/** Everything before the media data, `mdat` header included; the data follow in the order of `layOut`. */
export function movieHeader(movie: Movie): Buffer {
  const ftyp = fileType(movie);
  const runs = layOut(movie);
  const dataSize = runs.reduce((sum, run) => sum + run.sizeBytes, 0);
  const mdat = mdatHeader(dataSize);
  // Offsets do not change the header's size, so a first pass with any offset tells where the data will begin.
  const dataStart = ftyp.length + moov(movie, runs, 0, dataSize).length + mdat.length;
  return Buffer.concat([ftyp, moov(movie, runs, dataStart, dataSize), mdat]);
}

function fileType({ brand, sampleEntry }: Movie): Buffer {
  if (brand === 'mov') return box('ftyp', ascii('qt  '), u32(0x200), ascii('qt  '));
  const codec = sampleEntry.toString('latin1', 4, 8);
  return box('ftyp', ascii('isom'), u32(0x200), ascii('isomiso2'), ascii(codec === 'avc1' ? codec : ''), ascii('mp41'));
}

function mdatHeader(dataSize: number): Buffer {
  return dataSize + 8 < 2 ** 32
    ? Buffer.concat([u32(dataSize + 8), ascii('mdat')])
    : Buffer.concat([u32(1), ascii('mdat'), u64(dataSize + 16)]);
}

function moov(movie: Movie, runs: readonly Run[], dataStart: number, dataSize: number): Buffer {
  const { timescale, frameTicks, audio, provenance, brand = 'mp4' } = movie;
  const duration = frameCount(movie) * frameTicks;
  const audioDuration = audio ? Math.round((audio.length * timescale) / audio.timescale) : 0;
  const offsets = (track: Run['track']) => chunkOffsets(runs, track, dataStart, dataStart + dataSize);
  const video = trak(
    { id: 1, brand, timescale, movieDuration: duration, duration, size: movie },
    // The edit begins at the first picture: composition times are shifted so that no sample shows before it is decoded.
    editList(duration, reorderDepth(movie) * frameTicks),
    videoTables(movie, runs, offsets('video')),
  );
  const sound = audio
    ? trak(
        {
          id: 2,
          brand,
          timescale: audio.timescale,
          movieDuration: audioDuration,
          duration: codedLength(audio),
          size: null,
        },
        editList(audioDuration, audio.delay),
        audioTables(audio, runs, offsets('audio')),
      )
    : Buffer.alloc(0);
  const udta = provenance ? (brand === 'mov' ? movProvenance : mp4Provenance)(provenance) : Buffer.alloc(0);
  return box('moov', mvhd(timescale, Math.max(duration, audioDuration), audio ? 2 : 1), video, sound, udta);
}

function videoTables(movie: Movie, runs: readonly Run[], offsets: Buffer): Buffer {
  const samples = movie.chunks.flatMap((chunk) => chunk.samples);
  const keyframes = samples.flatMap((sample, i) => (sample.isKeyframe ? [i + 1] : []));
  // Without the table every sample is one.
  const stss =
    keyframes.length < samples.length
      ? fullBox('stss', 0, 0, u32(keyframes.length), u32Table(keyframes))
      : Buffer.alloc(0);
  return box(
    'stbl',
    fullBox('stsd', 0, 0, u32(1), movie.sampleEntry),
    fullBox('stts', 0, 0, u32(1, samples.length, movie.frameTicks)),
    ctts(movie),
    stss,
    stsc(runs, 'video'),
    fullBox('stsz', 0, 0, u32(0, samples.length), u32Table(samples.map((sample) => sample.sizeBytes))),
    offsets,
  );
}

function audioTables({ sampleEntry, frames }: MovieAudio, runs: readonly Run[], offsets: Buffer): Buffer {
  const durations = runLengths(frames.map(({ duration }) => duration));
  return box(
    'stbl',
    fullBox('stsd', 0, 0, u32(1), sampleEntry),
    fullBox('stts', 0, 0, u32(durations.length), u32Table(durations.flat())),
    stsc(runs, 'audio'),
    fullBox('stsz', 0, 0, u32(0, frames.length), u32Table(frames.map(({ sizeBytes }) => sizeBytes))),
    offsets,
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
  const runs = runLengths(
    movie.chunks.flatMap(({ samples }) =>
      samples.map((sample, decodeIndex) => (sample.displayIndex - decodeIndex + depth) * movie.frameTicks),
    ),
  );
  return fullBox('ctts', 0, 0, u32(runs.length), u32Table(runs.flat()));
}

function runLengths(values: readonly number[]): [count: number, value: number][] {
  const runs: [count: number, value: number][] = [];
  for (const value of values) {
    const last = runs.at(-1);
    if (last?.[1] === value) last[0]++;
    else runs.push([1, value]);
  }
  return runs;
}

function stsc(runs: readonly Run[], track: Run['track']): Buffer {
  const own = runs.filter((run) => run.track === track);
  const entries = own.flatMap(({ sampleCount }, i) =>
    own[i - 1]?.sampleCount === sampleCount ? [] : [[i + 1, sampleCount, 1]],
  );
  return fullBox('stsc', 0, 0, u32(entries.length), u32Table(entries.flat()));
}

function chunkOffsets(runs: readonly Run[], track: Run['track'], dataStart: number, dataEnd: number): Buffer {
  let at = dataStart;
  const offsets: number[] = [];
  for (const run of runs) {
    if (run.track === track) offsets.push(at);
    at += run.sizeBytes;
  }
  return dataEnd < 2 ** 32
    ? fullBox('stco', 0, 0, u32(offsets.length), u32Table(offsets))
    : fullBox('co64', 0, 0, u32(offsets.length), u64Table(offsets));
}

function frameCount(movie: Movie): number {
  return movie.chunks.reduce((sum, chunk) => sum + chunk.samples.length, 0);
}

function codedLength({ frames }: MovieAudio): number {
  return frames.reduce((sum, { duration }) => sum + duration, 0);
}
