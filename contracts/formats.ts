/**
 * Every format a render can have, and what each is made of. One row is a format: all that asks "which format?" asks here.
 * @module
 */
import { findHdrObstacle, type HdrMode } from './hdr.ts';
import type { AudioCodec } from './plan.ts';

/** How pictures are coded in a video file. */
export const CODECS = ['h264', 'h265', 'vp9', 'prores'] as const;
export type Codec = (typeof CODECS)[number];

/** What a caller may choose between; the other formats have one codec each. */
export const CHOSEN_CODECS = ['h264', 'h265'] as const;

/** `video`: moving pictures. `pictures`: files of one picture each. `still`: the picture of one time. `audio`: sound alone. */
export type FormatKind = 'video' | 'pictures' | 'still' | 'audio';

export type ChunkExtension = 'mp4' | 'webm' | 'mov' | 'zip' | 'm4s' | 'png' | 'jpg' | 'webp';

export interface FormatFacts {
  kind: FormatKind;
  /** Of the finished file. */
  extension: string;
  contentType: string;
  /** The first is the default; empty where there is no choice of a codec to speak of. */
  codecs: readonly Codec[];
  /** Whether what no element covers stays transparent. The background of the root then does not show. */
  hasAlpha: boolean;
  /** How Chrome hands over a picture. */
  picture: 'jpeg' | 'png' | 'webp';
  /** What a chunk is stored as; null for sound alone, which has none. */
  chunk: ChunkExtension | null;
  /** How sound is coded; null for a format without. */
  audio: AudioCodec | null;
  /** Frames per second above which players no longer keep time. */
  maxFps?: number;
}

const FACTS = {
  mp4: {
    kind: 'video',
    extension: 'mp4',
    contentType: 'video/mp4',
    codecs: ['h264', 'h265'],
    hasAlpha: false,
    picture: 'jpeg',
    chunk: 'mp4',
    audio: 'aac',
  },
  webm: {
    kind: 'video',
    extension: 'webm',
    contentType: 'video/webm',
    codecs: ['vp9'],
    hasAlpha: true,
    picture: 'png',
    chunk: 'webm',
    audio: 'opus',
  },
  mov: {
    kind: 'video',
    extension: 'mov',
    contentType: 'video/quicktime',
    codecs: ['prores'],
    hasAlpha: true,
    picture: 'png',
    chunk: 'mov',
    audio: 'aac',
  },
  hls: {
    kind: 'video',
    extension: 'm3u8',
    contentType: 'application/vnd.apple.mpegurl',
    codecs: ['h264'],
    hasAlpha: false,
    picture: 'jpeg',
    chunk: 'm4s',
    audio: 'aac',
  },
  gif: {
    kind: 'pictures',
    extension: 'gif',
    contentType: 'image/gif',
    codecs: [],
    hasAlpha: true,
    picture: 'png',
    chunk: 'zip',
    audio: null,
    // A GIF counts hundredths of a second, and browsers slow down what is shorter than two.
    maxFps: 50,
  },
  'png-sequence': {
    kind: 'pictures',
    extension: 'zip',
    contentType: 'application/zip',
    codecs: [],
    hasAlpha: true,
    picture: 'png',
    chunk: 'zip',
    // Lies in the archive as a file of its own.
    audio: 'aac',
  },
  png: {
    kind: 'still',
    extension: 'png',
    contentType: 'image/png',
    codecs: [],
    hasAlpha: false,
    picture: 'png',
    chunk: 'png',
    audio: null,
  },
  jpeg: {
    kind: 'still',
    extension: 'jpg',
    contentType: 'image/jpeg',
    codecs: [],
    hasAlpha: false,
    picture: 'jpeg',
    chunk: 'jpg',
    audio: null,
  },
  webp: {
    kind: 'still',
    extension: 'webp',
    contentType: 'image/webp',
    codecs: [],
    hasAlpha: false,
    picture: 'webp',
    chunk: 'webp',
    audio: null,
  },
  m4a: {
    kind: 'audio',
    extension: 'm4a',
    contentType: 'audio/mp4',
    codecs: [],
    hasAlpha: false,
    picture: 'jpeg',
    chunk: null,
    audio: 'aac',
  },
  wav: {
    kind: 'audio',
    extension: 'wav',
    contentType: 'audio/wav',
    codecs: [],
    hasAlpha: false,
    picture: 'jpeg',
    chunk: null,
    audio: 'pcm',
  },
} as const satisfies Record<string, FormatFacts>;

export type Format = keyof typeof FACTS;
export type OutputExtension = (typeof FACTS)[Format]['extension'];
export const FORMATS = Object.keys(FACTS) as Format[];
export const FORMAT_FACTS: Readonly<Record<Format, FormatFacts & { extension: OutputExtension }>> = FACTS;

export const CONTENT_TYPES: Readonly<Record<ChunkExtension, string>> = {
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
  zip: 'application/zip',
  m4s: 'video/mp4',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
};

/** Constant rate factors an encoder takes; null where it has none. x264's 0 would be lossless, which the High profile does not have. */
export const CRF_RANGES: Readonly<Record<Codec, readonly [min: number, max: number] | null>> = {
  h264: [1, 51],
  h265: [1, 51],
  vp9: [0, 63],
  prores: null,
};

/** Codec of a request: the chosen one, else the format's first; null where the format has none. */
export function codecOf(format: Format, chosen?: Codec): Codec | null {
  return chosen ?? FORMAT_FACTS[format].codecs[0] ?? null;
}

interface Choices {
  format: Format;
  codec?: Codec | undefined;
  crf?: number | undefined;
  bitrate?: unknown;
  fps?: { num: number; den: number } | undefined;
  frameRange?: unknown;
  time?: number | undefined;
  chunkSize?: number | undefined;
  spriteSheet?: boolean | undefined;
  hdr?: HdrMode | undefined;
  resolution?: unknown;
}

/** The first two choices of a request that do not go together, as the field to blame and the reason; null when all do. */
export function findConflict(choices: Choices): { field: string; message: string } | null {
  const { format, codec, crf, bitrate, fps, frameRange, time, chunkSize, spriteSheet, hdr } = choices;
  const { kind, codecs, maxFps } = FORMAT_FACTS[format];
  if (codec !== undefined && !codecs.includes(codec)) {
    const having = FORMATS.filter((name) => FORMAT_FACTS[name].codecs.includes(codec)).join(' or ');
    return { field: 'codec', message: `${codec} goes with format ${having}, not with ${format}` };
  }
  const used = codecOf(format, codec);
  const crfRange = used && CRF_RANGES[used];
  for (const [field, value] of [
    ['crf', crf],
    ['bitrate', bitrate],
  ] as const) {
    if (value !== undefined && !crfRange)
      return { field, message: `has no meaning for format ${format}, whose size follows from the pictures` };
  }
  if (crf !== undefined && crfRange && (crf < crfRange[0] || crf > crfRange[1]))
    return { field: 'crf', message: `must be from ${crfRange[0]} to ${crfRange[1]} for ${used}` };
  if (fps && maxFps !== undefined && fps.num > maxFps * fps.den) return fpsConflict(format, maxFps);
  if (time !== undefined && kind !== 'still')
    return { field: 'time', message: `goes with the formats of one picture, not with ${format}` };
  if (frameRange !== undefined && kind === 'still')
    return { field: 'frameRange', message: `has no meaning for format ${format}: it shows the picture at "time"` };
  if (chunkSize !== undefined && (kind === 'still' || kind === 'audio'))
    return { field: 'chunkSize', message: `has no meaning for format ${format}` };
  if (spriteSheet && kind !== 'video')
    return { field: 'spriteSheet', message: `goes with the formats of a video, not with ${format}` };
  const obstacle = hdr === 'on' ? findHdrObstacle(choices) : null;
  if (obstacle) return { field: 'hdr', message: obstacle };
  return null;
}

export function fpsConflict(format: Format, maxFps: number): { field: string; message: string } {
  return { field: 'fps', message: `must not exceed ${maxFps} for format ${format}` };
}
