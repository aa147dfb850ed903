/**
 * What a caller asks for. Unknown fields are refused by name.
 * @module
 */
import { z } from 'zod';
import { describeIssue, showValue } from './describe-issue.ts';
import { parseFps } from './fps.ts';
import { EdgereelError } from './errors.ts';
import { findUnsafe } from './json-safe.ts';
import {
  DEFAULT_PARALLEL_CHUNKS,
  MAX_BITRATE,
  MAX_CHUNK_FRAMES,
  MAX_COMPOSITION_NAME_LENGTH,
  MAX_DURATION_SECONDS,
  MAX_FRAMES,
  MAX_INLINE_HTML_BYTES,
  MAX_JSON_DEPTH,
  MAX_PARALLEL_CHUNKS,
  MAX_SIZE_PX,
  MIN_SIZE_PX,
} from './limits.ts';
import { CHOSEN_CODECS, findConflict, FORMATS } from './formats.ts';
import { HDR_MODES } from './hdr.ts';
import { QUALITIES } from './plan.ts';
import { RESOLUTIONS } from './resolution.ts';
import { SiteId, SitePath } from './site.ts';
import { STRICTNESSES } from './warning.ts';

const SIZE_RULE = `must be an even integer from ${MIN_SIZE_PX} to ${MAX_SIZE_PX}`;
const sizePx = z
  .int(SIZE_RULE)
  .min(MIN_SIZE_PX, SIZE_RULE)
  .max(MAX_SIZE_PX, SIZE_RULE)
  .refine((size) => size % 2 === 0, SIZE_RULE);

const fps = z
  .union([z.number(), z.string()], 'must be a number or a text such as "30000/1001"')
  .transform((value, context) => {
    try {
      return parseFps(value);
    } catch (error) {
      // The field's name and the full stop are added to every problem alike.
      const message = (error as Error).message.replace(/^fps |\.$/g, '');
      context.addIssue({ code: 'custom', message, input: value });
      return z.NEVER;
    }
  });

const FrameRange = z
  .strictObject({ start: z.int().min(0).max(MAX_FRAMES), end: z.int().min(1).max(MAX_FRAMES) })
  .refine(({ start, end }) => start < end, 'must end after its start');

export const RenderRequest = z
  .strictObject({
    /** Name of a composition under `public/compositions/`, a site id, or inline HTML of at most 2 MiB. */
    composition: z
      .string()
      .min(1)
      .refine(isWithinInlineLimit, `inline HTML must not exceed ${MAX_INLINE_HTML_BYTES} bytes`)
      .refine(
        (text) => parseCompositionRef(text).kind !== 'name' || text.length <= MAX_COMPOSITION_NAME_LENGTH,
        `must have at most ${MAX_COMPOSITION_NAME_LENGTH} characters as a name; inline HTML begins with "<"`,
      ),
    /** The HTML file inside the site. */
    entry: SitePath.default('index.html'),
    /** Overrides of the declared defaults, any JSON. */
    variables: z
      .record(z.string(), z.unknown(), 'must be a JSON object')
      .superRefine((variables, context) => {
        const unsafe = findUnsafe(variables);
        if (unsafe) context.addIssue({ code: 'custom', message: `must hold JSON values only: ${unsafe}` });
      })
      .default({}),
    /** Undeclared or mistyped variables fail the render instead of being passed through. */
    strictVariables: z.boolean().default(false),
    /** Warnings that fail the render: none, those of lint errors and lost content, or all. */
    strictness: z.enum(STRICTNESSES).default('best-effort'),
    /** Whether the next family of a list serves, with a warning, for one that cannot be had; otherwise the render fails. Default: false. */
    fontFallback: z.boolean().optional(),
    /** Integer 1–240 or `"num/den"`. Default: the composition's `data-fps`, else 30. */
    fps: fps.optional(),
    /** Output size in pixels, an integer multiple of the composition's own; default that size. Both or neither. */
    width: sizePx.optional(),
    height: sizePx.optional(),
    /** The output size by name, instead of width and height; `1080p`, `hd`, `4k` and `uhd` take the composition's orientation. */
    resolution: z.enum(RESOLUTIONS).optional(),
    /** Format of the output; the rows of `formats.ts` say what each is. */
    format: z.enum(FORMATS).default('mp4'),
    /** Default: H.264, of an HDR render H.265. H.265 makes smaller files for fewer players, in MP4 alone. */
    codec: z.enum(CHOSEN_CODECS).optional(),
    /**
     * High dynamic range, in MP4 with H.265: 10 bit, BT.2020, PQ or HLG as the sources have it. `auto`: when a video of the composition
     * has it and format, codec and size allow it. `on`: PQ without such a source. `off`: such sources are tone-mapped.
     */
    hdr: z.enum(HDR_MODES).default('auto'),
    quality: z.enum(QUALITIES).default('standard'),
    /** Constant rate factor: 1–51 for H.264 and H.265, 0–63 for WebM's VP9. Excludes `bitrate`. */
    crf: z.int().min(0).max(63).optional(),
    /** Average bits per second, as in `"8M"` or `"800k"`. Excludes `crf`. */
    bitrate: z
      .string()
      .regex(/^\d+(\.\d+)?[kKmM]?$/, { error: 'must look like 8M or 800k', abort: true })
      .refine((text) => parseBitrate(text) >= 1000, 'must be at least 1k')
      .refine((text) => parseBitrate(text) <= MAX_BITRATE, `must be at most ${MAX_BITRATE / 1e6}M`)
      .optional(),
    /** Frames per chunk. Default by length: 60 up to four chunks, then about 60, 120 or 240, as `planChunks` has it. The bytes of the file depend on it. */
    chunkSize: z.int().min(1).max(MAX_CHUNK_FRAMES).optional(),
    /** Only the frames from `start` up to but without `end`, counted from 0. */
    frameRange: FrameRange.optional(),
    /** The time in seconds that a still (png, jpeg, webp) shows. Default: 0. */
    time: z.number().min(0).max(MAX_DURATION_SECONDS).optional(),
    /** Whether to make `sprites.jpg` and `sprites.vtt` too: small pictures of the whole video, for scrubbing. */
    spriteSheet: z.boolean().optional(),
    /** How many chunks may be under way at once. The bytes never depend on it. */
    maxParallelChunks: z.int().min(1).max(MAX_PARALLEL_CHUNKS).default(DEFAULT_PARALLEL_CHUNKS),
    /** Free text, also the name a download is given. */
    title: z.string().max(500).optional(),
  })
  .refine((request) => request.crf === undefined || request.bitrate === undefined, {
    message: 'excludes bitrate: give one of the two',
    path: ['crf'],
  })
  .refine((request) => (request.width === undefined) === (request.height === undefined), {
    message: 'must come with height, and height with width',
    path: ['width'],
  })
  .refine((request) => request.resolution === undefined || request.width === undefined, {
    message: 'excludes width and height: give one or the other',
    path: ['resolution'],
  })
  .superRefine((request, context) => {
    const conflict = findConflict(request);
    if (conflict) context.addIssue({ code: 'custom', message: conflict.message, path: [conflict.field] });
  });
export type RenderRequest = z.infer<typeof RenderRequest>;
/** The request as a caller writes it: everything but `composition` may be left out. */
export type RenderRequestInput = z.input<typeof RenderRequest>;

export type CompositionRef =
  | { kind: 'html'; html: string }
  | { kind: 'site'; siteId: string }
  | { kind: 'name'; name: string };

/** Tells the three ways to name a composition apart by their look. */
export function parseCompositionRef(text: string): CompositionRef {
  if (text.trimStart().startsWith('<')) return { kind: 'html', html: text };
  if (SiteId.safeParse(text).success) return { kind: 'site', siteId: text };
  return { kind: 'name', name: text };
}

/** Bits per second of `8M`, `800k` or `2500000`. */
export function parseBitrate(text: string): number {
  const unit = { k: 1e3, m: 1e6 }[text.at(-1)!.toLowerCase()] ?? 1;
  return Math.round(Number.parseFloat(text) * unit);
}

/** Parses a body against a schema; the first problem becomes `INVALID_REQUEST` naming its field, all of them are in the details. */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  if (isDeeperThan(body, MAX_JSON_DEPTH)) {
    throw new EdgereelError('INVALID_REQUEST', `body: must not be nested deeper than ${MAX_JSON_DEPTH} levels.`, {
      details: { limit: MAX_JSON_DEPTH },
    });
  }
  const parsed = schema.safeParse(body, { reportInput: true, error: describeIssue });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), message: 'is not a known field' }))
      : [{ field: issue.path.join('.') || 'body', message: withValue(issue) }],
  );
  const tooLarge = problems.find((problem) => problem.message.startsWith('inline HTML must not exceed'));
  const first = tooLarge ?? problems[0]!;
  throw new EdgereelError(tooLarge ? 'PAYLOAD_TOO_LARGE' : 'INVALID_REQUEST', `${first.field}: ${first.message}.`, {
    details: { problems },
  });
}

/** The rule, and the value where it is short enough to be shown and the rule does not show it. */
function withValue({ message, input, code }: z.core.$ZodIssue): string {
  // A rule about several fields belongs to the object that has them, whose value is not shown.
  const value = typeof input === 'object' && input !== null && code !== 'invalid_type' ? null : showValue(input);
  const isShown = value === null || message.includes(`not ${value}`) || message.includes(`not ${String(input)}`);
  return isShown ? message : `${message}, not ${value}`;
}

/** Whether a value is nested deeper than `levels`: everything that walks it later does so recursively. */
function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}

function isWithinInlineLimit(text: string): boolean {
  return parseCompositionRef(text).kind !== 'html' || utf8Length(text) <= MAX_INLINE_HTML_BYTES;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
