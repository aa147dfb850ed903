/**
 * A render as the API shows it.
 * @module
 */
import { z } from 'zod';
import { CODECS, FORMATS } from './formats.ts';
import { HDR_TRANSFERS } from './hdr.ts';
import { OutputInfo } from './protocol.ts';
import { RenderWarning } from './warning.ts';

export const RENDER_STATUSES = [
  'queued',
  'planning',
  'rendering',
  'assembling',
  'completed',
  'failed',
  'canceled',
] as const;
export type RenderStatus = (typeof RENDER_STATUSES)[number];

export const FINAL_STATUSES: readonly RenderStatus[] = ['completed', 'failed', 'canceled'];
export const isFinal = (status: RenderStatus): boolean => FINAL_STATUSES.includes(status);

/** ISO 8601 in UTC with milliseconds. */
const Time = z.iso.datetime();

export const RenderError = z.object({
  /** A code of the table in `errors.ts`, or one of a newer server; `fromWire` reads both. */
  code: z.string(),
  message: z.string(),
  retryable: z.boolean(),
  /** Stage, chunk, attempt, frame, element or file, last log lines: as far as known. */
  details: z.record(z.string(), z.unknown()).optional(),
});

export const RenderProgress = z.object({
  /** 0 to 1 over the whole render, frame-accurate, never falling. */
  ratio: z.number(),
  framesDone: z.int(),
  /** Null until the plan is known; the same for `chunksTotal`. */
  framesTotal: z.int().nullable(),
  chunksDone: z.int(),
  chunksTotal: z.int().nullable(),
});
export type RenderProgress = z.infer<typeof RenderProgress>;

/** `GET /api/renders/:id`, an item of the list, and the data of each event of the stream. */
export const RenderView = z.object({
  id: z.string(),
  status: z.enum(RENDER_STATUSES),
  /** Composition name or site id; `inline` for inline HTML. */
  composition: z.string(),
  siteId: z.string(),
  title: z.string().nullable(),
  format: z.enum(FORMATS),
  codec: z.enum(CODECS).nullable(),
  /** Transfer of an HDR render; null for any other, and until the plan is known. */
  hdr: z.enum(HDR_TRANSFERS).nullable().default(null),
  createdAt: Time,
  startedAt: Time.nullable(),
  endedAt: Time.nullable(),
  progress: RenderProgress,
  planHash: z.string().nullable(),
  /** Milliseconds spent in each stage so far: queue, plan, render, assemble, total. */
  stages: z.record(z.string(), z.number()),
  /** Work that had to be tried again, newest last. */
  attempts: z.array(
    z.object({ task: z.string(), attempt: z.int(), nodeId: z.string(), code: z.string(), message: z.string() }),
  ),
  warnings: z.array(RenderWarning),
  output: OutputInfo.omit({ key: true }).extend({ url: z.string(), expiresAt: Time }).nullable(),
  error: RenderError.nullable(),
  links: z.object({
    self: z.string(),
    events: z.string(),
    output: z.string(),
    /** Absent where there is nothing to see. */
    thumbnail: z.string().optional(),
    /** Playlist of an HLS render, which grows from the start. It needs no key until the link of the output ends. */
    playlist: z.string().optional(),
    /** Sprites, where they were asked for. */
    sprites: z.string().optional(),
    manifest: z.string(),
    /** Lines that the pages of the render wrote to the console. */
    logs: z.string().optional(),
    cancel: z.string(),
    retry: z.string(),
  }),
});
export type RenderView = z.infer<typeof RenderView>;

export const RenderList = z.object({ renders: z.array(RenderView), nextCursor: z.string().nullable() });
export type RenderList = z.infer<typeof RenderList>;

/** One bundled composition, from the index that the build writes. */
export const CompositionEntry = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  width: z.int(),
  height: z.int(),
  fps: z.string(),
  durationSeconds: z.number(),
  /** Declared variables, as in the HTML. */
  variables: z.array(z.record(z.string(), z.unknown())),
  siteId: z.string(),
  files: z.array(z.object({ path: z.string(), sha256: z.string(), sizeBytes: z.int() })),
});
export type CompositionEntry = z.infer<typeof CompositionEntry>;
/** `GET /api/compositions`. */
export const CompositionList = z.object({ compositions: z.array(CompositionEntry) });
export type CompositionList = z.infer<typeof CompositionList>;

/** Folder of the bundled compositions among the assets of a deployment. */
export const BUNDLED_FOLDER = '/compositions';
export const BUNDLED_INDEX = `${BUNDLED_FOLDER}/index.json`;
/** Content of `BUNDLED_INDEX`. */
export const CompositionIndex = CompositionList.extend({
  /** Folders whose composition cannot be rendered, and why. A deployment has none. */
  problems: z.array(z.object({ name: z.string(), message: z.string() })).default([]),
});
export type CompositionIndex = z.infer<typeof CompositionIndex>;
