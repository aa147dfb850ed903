/**
 * A plan: everything that decides the pixels and bytes of a render, and the chunk grid. Immutable once written.
 * @module
 */
import { z } from 'zod';
import { CODECS, FORMATS } from './formats.ts';
import { HDR_TRANSFERS } from './hdr.ts';
import { CONTAINER_SLOTS, MAX_NAME_LENGTH } from './limits.ts';
import { PlannedMedia } from './media.ts';
import { PAINTINGS } from './painter.ts';
import { RemoteFile } from './remote.ts';
import { Sha256, SiteFile, SiteId } from './site.ts';

/** Frames `[startFrame, endFrame)` as one independently decodable file: the unit of fan-out, retry and reuse. */
export const Chunk = z.strictObject({ index: z.int().min(0), startFrame: z.int().min(0), endFrame: z.int().min(1) });
export type Chunk = z.infer<typeof Chunk>;

const buildName = z.string().max(MAX_NAME_LENGTH);
export const EngineBuild = z.strictObject({
  /** First 16 hex digits of the SHA-256 over the other fields. */
  id: buildName,
  /** Our version and a digest of the engine's sources. */
  edgereel: buildName,
  chrome: buildName,
  ffmpeg: buildName,
  /** Digest of the bundled font files. */
  fonts: buildName,
});
export type EngineBuild = z.infer<typeof EngineBuild>;

export const QUALITIES = ['draft', 'standard', 'high'] as const;
export type Quality = (typeof QUALITIES)[number];

/** `footage`: videos, or what only the compositor draws, WebGL above all. Its frames cost several times those of other pages anyway. */
export const CONTENTS = ['graphics', 'footage'] as const;
export type Content = (typeof CONTENTS)[number];

export const EncodeSettings = z.strictObject({
  format: z.enum(FORMATS),
  /** Null where pictures or sound are stored as they come. */
  codec: z.enum(CODECS).nullable(),
  /** Present in an HDR render: 10 bit, BT.2020, with this transfer. */
  hdr: z.enum(HDR_TRANSFERS).optional(),
  quality: z.enum(QUALITIES),
  /** Kind of the pictures. Default: graphics. */
  content: z.enum(CONTENTS).optional(),
  /** Constant rate factor in the codec's own range; null with a bitrate, or for the quality's own. */
  crf: z.int().min(0).max(63).nullable(),
  /** Bits per second; null without. */
  bitrate: z.int().positive().nullable(),
  /** Longest distance between two keyframes, in frames. */
  keyframeInterval: z.int().min(1),
});
export type EncodeSettings = z.infer<typeof EncodeSettings>;

export const AUDIO_CODECS = ['aac', 'opus', 'pcm'] as const;
export type AudioCodec = (typeof AUDIO_CODECS)[number];

/** The mixed sound of a plan, as one file beside it in the store. */
export const PlannedAudio = z.strictObject({
  sha256: Sha256,
  codec: z.enum(AUDIO_CODECS),
  /** Per channel at 48 kHz, an encoder's delay not counted. */
  samples: z.int().positive(),
});
export type PlannedAudio = z.infer<typeof PlannedAudio>;

export const RenderPlan = z.strictObject({
  /** SHA-256 over the canonical JSON of all other fields. */
  planHash: Sha256,
  protocolVersion: z.int(),
  engine: EngineBuild,
  siteId: SiteId,
  entry: z.string(),
  /** Every file of the site the page may load, by content. */
  files: z.array(SiteFile),
  /** What the page loaded from elsewhere while it was planned, sorted by URL. Besides the two lists nothing exists for a chunk. */
  remote: z.array(RemoteFile),
  /** Style sheets among `remote` that declare families the site does not: the page links them. */
  fontSheets: z.array(z.url()),
  /** Families that cannot be had, sorted: the next of their list serves. Default: none. */
  lostFonts: z.array(z.string()).optional(),
  /** URLs that the page asks for in vain and does without, sorted. Default: none. */
  lost: z.array(z.string()).optional(),
  /** What its media elements play, sorted by URL; each is also in one of the two lists. */
  media: z.array(PlannedMedia),
  /** Ids of sub-compositions whose timelines never came: the page does not wait for them. */
  absentTimelines: z.array(z.string()),
  variables: z.record(z.string(), z.unknown()),
  compositionId: z.string(),
  fps: z.strictObject({ num: z.int().positive(), den: z.int().positive() }),
  /** Output size in pixels: the composition's own, times `scale`. */
  width: z.int().positive(),
  height: z.int().positive(),
  /** Device pixels per CSS pixel. */
  scale: z.int().min(1),
  /** Frames of the output; the first of them is this frame of the composition. */
  frameCount: z.int().min(1),
  firstFrame: z.int().min(0),
  /** Frames of the composition. Empty when only sound is asked for. */
  chunks: z.array(Chunk),
  /** How pictures are painted; null when the compositor draws them. */
  painting: z.enum(PAINTINGS).nullable(),
  /** Null when nothing is to be heard. */
  audio: PlannedAudio.nullable(),
  encode: EncodeSettings,
});
export type RenderPlan = z.infer<typeof RenderPlan>;

/** The text whose SHA-256 is a plan's hash: all of the plan but the hash. */
export function hashedPlanText(plan: object): string {
  const { planHash: _hash, ...content } = plan as Partial<RenderPlan>;
  return canonicalJson(content);
}

/** Lengths of chunks: in an output of at least `from` frames, a chunk has about `frames`. */
const CHUNK_LENGTHS: readonly { from: number; frames: number }[] = [
  { from: 1921, frames: 240 },
  { from: 601, frames: 120 },
  { from: 0, frames: 60 },
];

/**
 * The grid depends on the timeline alone, never on how many nodes there are. It begins at the first frame that is asked for. Without a
 * `chunkSize` it is 60 frames while a container takes all chunks at once; then equal chunks, whose number is the multiple of its slots that comes
 * nearest to `CHUNK_LENGTHS`: no container is woken, and no slot waits, for a last chunk alone.
 */
export function planChunks(frameCount: number, chunkSize?: number, firstFrame = 0): Chunk[] {
  const size = chunkSize ?? (frameCount <= 60 * CONTAINER_SLOTS ? 60 : null);
  const count = size === null ? countFullChunks(frameCount) : Math.ceil(frameCount / size);
  const edge = (index: number) =>
    firstFrame + (size === null ? Math.floor((index * frameCount) / count) : Math.min(index * size, frameCount));
  return Array.from({ length: count }, (_, index) => ({ index, startFrame: edge(index), endFrame: edge(index + 1) }));
}

function countFullChunks(frameCount: number): number {
  const { frames } = CHUNK_LENGTHS.find(({ from }) => frameCount >= from)!;
  return CONTAINER_SLOTS * Math.ceil(frameCount / (frames * CONTAINER_SLOTS) - 0.5);
}

/** JSON with sorted keys and no white space: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
