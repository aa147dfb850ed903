/**
 * Protocol between scheduler and render nodes. Each call is one idempotent POST held open: the answer is NDJSON, progress lines and then
 * exactly one result or error. Closing the connection cancels the work.
 * @module
 */
import { z } from 'zod';
import { CODECS, FORMATS } from './formats.ts';
import { HDR_MODES, HDR_TRANSFERS } from './hdr.ts';
import { MAX_KEY_BYTES, MAX_NAME_LENGTH } from './limits.ts';
import { EngineBuild, QUALITIES } from './plan.ts';
import { RESOLUTIONS } from './resolution.ts';
import { Sha256, SiteId } from './site.ts';
import { RenderWarnings, STRICTNESSES } from './warning.ts';

export const PROTOCOL_VERSION = 1;
export const PROTOCOL_HEADER = 'x-edgereel-protocol';
/** A node writes a heartbeat this often; a scheduler that hears nothing for several of them gives the node up. */
export const HEARTBEAT_INTERVAL_MS = 5_000;
export const SILENCE_LIMIT_MS = 30_000;
/** Host that a container's artifact requests go to; the Worker answers them from R2. */
export const ARTIFACTS_HOST = 'artifacts.internal';
export const NODE_PORT = 8080;

const common = {
  renderId: z.string(),
  tenantId: z.string(),
  attempt: z.int().min(1),
  /** Base URL of the artifact store for this lease; an object's key follows after a slash. */
  artifactsUrl: z.url(),
};

/** Whether all is made and written again, because what is stored of it may be damaged. Default: false. */
const isRepair = z.boolean().optional();

/** What to plan: the request with its composition resolved to a site. */
export const PlanCall = z.strictObject({
  ...common,
  siteId: SiteId,
  entry: z.string(),
  variables: z.record(z.string(), z.unknown()),
  strictVariables: z.boolean(),
  strictness: z.enum(STRICTNESSES),
  /** Whether the next family of a list serves for one that cannot be had. Default: false. */
  fontFallback: z.boolean().optional(),
  fps: z.strictObject({ num: z.int(), den: z.int() }).optional(),
  width: z.int().optional(),
  height: z.int().optional(),
  resolution: z.enum(RESOLUTIONS).optional(),
  format: z.enum(FORMATS),
  /** Codec of a render without HDR; one with it has H.265. */
  codec: z.enum(CODECS).nullable(),
  /** Absent: off. The other choices allow what is asked for. */
  hdr: z.enum(HDR_MODES).optional(),
  quality: z.enum(QUALITIES),
  crf: z.int().optional(),
  bitrate: z.int().optional(),
  chunkSize: z.int().optional(),
  /** Frames `[start, end)` of the composition; absent for all. */
  frameRange: z.strictObject({ start: z.int(), end: z.int() }).optional(),
  /** Seconds; of a still. */
  time: z.number().optional(),
  /** Why the pictures must not be painted, as an earlier plan or a chunk of it has found; absent while nothing is known against it. */
  unpaintable: z.string().optional(),
  /** Whether a few frames are timed for the estimate. Default: true. */
  isEstimated: z.boolean().optional(),
  isRepair,
});
export type PlanCall = z.infer<typeof PlanCall>;

export const PlanResult = z.object({
  planHash: Sha256,
  frameCount: z.int().min(1),
  /** 0 when only sound is asked for. */
  chunkCount: z.int().min(0),
  hasAudio: z.boolean(),
  fps: z.object({ num: z.int(), den: z.int() }),
  width: z.int(),
  height: z.int(),
  durationSeconds: z.number(),
  /** Measured on the planning node: seconds that one slot needs per frame, and per chunk for a fresh page. Null when not asked for; `secondsPerFrame` is null without pictures. */
  estimate: z.object({ secondsPerFrame: z.number().nullable(), secondsPerChunk: z.number() }).nullable(),
  /** Present in an HDR render, whose codec is H.265. */
  hdr: z.enum(HDR_TRANSFERS).optional(),
  engine: EngineBuild,
  warnings: RenderWarnings,
});
export type PlanResult = z.infer<typeof PlanResult>;

export const ChunkCall = z.strictObject({
  ...common,
  planHash: Sha256,
  index: z.int().min(0),
  /** Default: best-effort. */
  strictness: z.enum(STRICTNESSES).optional(),
  isRepair,
});
export type ChunkCall = z.infer<typeof ChunkCall>;

export const ChunkResult = z.object({
  index: z.int(),
  frames: z.int(),
  sizeBytes: z.int(),
  sha256: Sha256,
  /** Milliseconds by stage: browser, page, capture, check, upload. */
  stages: z.record(z.string(), z.number()),
  /** Warnings of this chunk, including those that an earlier attempt stored. */
  warnings: RenderWarnings,
});
export type ChunkResult = z.infer<typeof ChunkResult>;

export const AssembleCall = z.strictObject({
  ...common,
  planHash: Sha256,
  /** SHA-256 of each chunk, by index, as reported when it was stored; null where nobody knows it. Default: none is known. */
  chunkDigests: z.array(Sha256.nullable()).optional(),
  /** Whether to make small pictures of the whole video in one, for scrubbing. Default: false. */
  spriteSheet: z.boolean().optional(),
});
export type AssembleCall = z.infer<typeof AssembleCall>;

/** The finished file. */
export const OutputInfo = z.object({
  key: z.string().max(MAX_KEY_BYTES),
  sizeBytes: z.int(),
  /** Bytes of an HLS render's playlists and segments together; its `sizeBytes` are those of the master playlist alone. */
  streamBytes: z.int().optional(),
  sha256: Sha256,
  frames: z.int(),
  durationSeconds: z.number(),
  width: z.int(),
  height: z.int(),
  fps: z.string().max(MAX_NAME_LENGTH),
});
export type OutputInfo = z.infer<typeof OutputInfo>;

/** Renders what is missing of a plan's chunks on one node and assembles them. */
export const RenderWholeCall = z.strictObject({
  ...AssembleCall.omit({ chunkDigests: true }).shape,
  /** Default: best-effort. */
  strictness: z.enum(STRICTNESSES).optional(),
});
export type RenderWholeCall = z.infer<typeof RenderWholeCall>;
export const RenderWholeResult = z.object({
  chunks: z.array(ChunkResult.omit({ warnings: true })),
  /** Warnings of all chunks, each once. */
  warnings: RenderWarnings,
  output: OutputInfo,
});
export type RenderWholeResult = z.infer<typeof RenderWholeResult>;

/** The four calls: path, body, result. One table for the node's routes and for every adapter. */
export const NODE_CALLS = {
  plan: { path: '/plan', body: PlanCall, result: PlanResult },
  chunk: { path: '/chunk', body: ChunkCall, result: ChunkResult },
  assemble: { path: '/assemble', body: AssembleCall, result: OutputInfo },
  renderWhole: { path: '/render-whole', body: RenderWholeCall, result: RenderWholeResult },
} as const;
export type NodeCallName = keyof typeof NODE_CALLS;
export type NodeCallBody<Name extends NodeCallName> = z.infer<(typeof NODE_CALLS)[Name]['body']>;
export type NodeCallResult<Name extends NodeCallName> = z.infer<(typeof NODE_CALLS)[Name]['result']>;

/** The code may be an unknown one, of a newer version: `fromWire` reads it. */
const WireErrorShape = z.object({
  code: z.string(),
  message: z.string(),
  retryable: z.boolean().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});

const NodeProgress = z.object({
  stage: z.enum(['load', 'plan', 'capture', 'assemble', 'upload']),
  framesDone: z.number(),
  framesTotal: z.number(),
  /** Chunks that became whole and stored since the call began; only `render-whole` reports them. */
  chunksDone: z.array(z.int()).optional(),
});
export type NodeProgress = z.infer<typeof NodeProgress>;

/** One line of the NDJSON answer. */
export const NodeMessage = z.discriminatedUnion('type', [
  NodeProgress.extend({ type: z.literal('progress') }),
  z.object({ type: z.literal('heartbeat') }),
  z.object({ type: z.literal('result'), result: z.unknown() }),
  z.object({ type: z.literal('error'), error: WireErrorShape }),
]);
export type NodeMessage = z.infer<typeof NodeMessage>;

/** `GET /readyz` of a node. */
export const NodeReadiness = z.object({
  ready: z.boolean(),
  protocolVersion: z.int(),
  engine: EngineBuild,
  /** How many calls the node takes at once, from the cores and memory it really has. */
  slots: z.int().min(1),
  slotsBusy: z.int(),
  isDraining: z.boolean(),
});
export type NodeReadiness = z.infer<typeof NodeReadiness>;
