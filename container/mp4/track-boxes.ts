/**
 * The boxes that every track begins with, in a whole file and in a stream.
 * @module
 */
import { ascii, box, fullBox, u16, u32, u64 } from './box-writer.ts';

export const IDENTITY_MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
const UNDETERMINED_LANGUAGE = 0x55c4;

export type Brand = 'mp4' | 'mov';

export interface TrackHead {
  id: number;
  brand: Brand;
  timescale: number;
  /** Duration in ticks of the movie, and in those of the track itself. */
  movieDuration: number;
  duration: number;
  /** Null for sound. */
  size: { width: number; height: number } | null;
}

/** No clock enters the bytes: creation and modification are 0. */
export function mvhd(timescale: number, duration: number, trackCount: number): Buffer {
  return fullBox(
    'mvhd',
    1,
    0,
    u64(0, 0),
    u32(timescale),
    u64(duration),
    u32(0x10000), // rate 1.0
    u16(0x100, 0), // volume 1.0
    u32(0, 0),
    IDENTITY_MATRIX,
    u32(0, 0, 0, 0, 0, 0),
    u32(trackCount + 1),
  );
}

export function trak(head: TrackHead, edit: Buffer, stbl: Buffer): Buffer {
  return box('trak', tkhd(head), edit, mdia(head, stbl));
}

/** An edit that begins at a media time. */
export function editList(movieDuration: number, mediaTime: number): Buffer {
  return box('edts', fullBox('elst', 1, 0, u32(1), u64(movieDuration, mediaTime), u16(1, 0)));
}

function tkhd({ id, movieDuration, size }: TrackHead): Buffer {
  const isEnabledInMovie = 3;
  return fullBox(
    'tkhd',
    1,
    isEnabledInMovie,
    u64(0, 0),
    u32(id, 0),
    u64(movieDuration),
    u32(0, 0),
    // Layer, group, volume.
    u16(0, 0, size ? 0 : 0x100, 0),
    IDENTITY_MATRIX,
    size ? u32(size.width * 0x10000, size.height * 0x10000) : u32(0, 0),
  );
}

function mdia({ brand, timescale, duration, size }: TrackHead, stbl: Buffer): Buffer {
  const mdhd = fullBox('mdhd', 1, 0, u64(0, 0), u32(timescale), u64(duration), u16(UNDETERMINED_LANGUAGE, 0));
  const hdlr = handler(brand, size ? 'vide' : 'soun', size ? 'VideoHandler' : 'SoundHandler');
  const header = size ? fullBox('vmhd', 0, 1, u16(0, 0, 0, 0)) : fullBox('smhd', 0, 0, u16(0, 0));
  const dinf = box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1)));
  return box('mdia', mdhd, hdlr, box('minf', header, dinf, stbl));
}

/** QuickTime names the component's type, and gives its name as a text that begins with its length. */
function handler(brand: Brand, type: string, name: string): Buffer {
  return brand === 'mov'
    ? fullBox('hdlr', 0, 0, ascii('mhlr'), ascii(type), u32(0, 0, 0), Buffer.from([name.length]), ascii(name))
    : fullBox('hdlr', 0, 0, u32(0), ascii(type), u32(0, 0, 0), ascii(`${name}\0`));
}
