/**
 * The options of `npm run render`, from words to values.
 * @module
 */
import { basename, join } from 'node:path';
import type { ParsedArgs } from 'citty';
import { isEdgereelError } from '#contracts/errors.ts';
import { CHOSEN_CODECS, FORMAT_FACTS, FORMATS, type Format } from '#contracts/formats.ts';
import { HDR_MODES } from '#contracts/hdr.ts';
import { QUALITIES } from '#contracts/plan.ts';
import { parseRequest, RenderRequest, type RenderRequestInput } from '#contracts/request.ts';
import { RESOLUTIONS } from '#contracts/resolution.ts';
import type { Strictness } from '#contracts/warning.ts';
import { mirrorArg } from '../../local/mirror-options.ts';
import { MAX_NODES } from '../../local/node-count.ts';
import { fromCaller, REPO_ROOT } from '../../local/paths.ts';
import { parseCount, UsageError } from '../../local/run-program.ts';

export const DEFAULT_COMPOSITION = 'kinetic-titles';

export const renderArgs = {
  dir: {
    type: 'positional',
    required: false,
    description: 'Folder with index.html; without one a bundled composition is rendered',
  },
  composition: {
    type: 'string',
    description: `Bundled composition (default: ${DEFAULT_COMPOSITION})`,
    valueHint: 'NAME',
  },
  out: {
    type: 'string',
    alias: 'o',
    description: 'File to write, for hls a folder (default: renders/<name>.mp4 or as the format is called)',
    valueHint: 'FILE',
  },
  format: { type: 'string', default: 'mp4', description: FORMATS.join(', '), valueHint: 'NAME' },
  codec: {
    type: 'string',
    description: `Of an MP4: ${CHOSEN_CODECS.join(' or ')} (default: h264, of HDR h265)`,
    valueHint: 'NAME',
  },
  hdr: {
    type: 'string',
    description: `10-bit HDR: ${HDR_MODES.join(', ')} (default: auto, as the videos are)`,
    valueHint: 'MODE',
  },
  frames: { type: 'string', description: 'Only frames START to END, END left out; from 0', valueHint: 'START:END' },
  time: { type: 'string', description: 'Time that a png, jpeg or webp shows (default: 0)', valueHint: 'SECONDS' },
  sprites: { type: 'boolean', default: false, description: 'Also small pictures for scrubbing, beside the video' },
  variables: { type: 'string', description: 'Values over the declared defaults', valueHint: 'JSON' },
  'strict-variables': { type: 'boolean', default: false, description: 'Fail on undeclared or mistyped variables' },
  strict: { type: 'boolean', default: false, description: 'Fail on lint errors and on lost content' },
  'strict-all': { type: 'boolean', default: false, description: 'Fail on warnings too' },
  'font-fallback': {
    type: 'boolean',
    default: false,
    description: 'Where a font family cannot be had, let the next of its list serve',
  },
  fps: { type: 'string', description: 'Integer or fraction such as 30000/1001', valueHint: 'FPS' },
  quality: { type: 'string', description: `${QUALITIES.join(', ')} (default: standard)`, valueHint: 'NAME' },
  width: { type: 'string', description: "Output width, a whole multiple of the composition's", valueHint: 'PX' },
  height: { type: 'string', description: 'Output height', valueHint: 'PX' },
  resolution: {
    type: 'string',
    description: `Output size by name: ${RESOLUTIONS.join(', ')}`,
    valueHint: 'NAME',
  },
  crf: { type: 'string', description: 'Constant rate factor 1-51, of webm 0-63', valueHint: 'N' },
  bitrate: { type: 'string', description: 'Average bit rate, such as 8M', valueHint: 'RATE' },
  'chunk-size': { type: 'string', description: 'Frames per chunk', valueHint: 'N' },
  'max-parallel-chunks': { type: 'string', description: 'Chunks under way at once', valueHint: 'N' },
  mirror: mirrorArg,
  nodes: {
    type: 'string',
    description: 'Start a system with so many render nodes (default: use the one of npm start, or start one)',
    valueHint: 'N',
  },
  port: {
    type: 'string',
    default: '0',
    description: 'Start a system on this port; 0 takes any free one, or the system of npm start',
    valueHint: 'PORT',
  },
  data: {
    type: 'string',
    description: 'Folder for state, logs and scratch files (default: .edgereel)',
    valueHint: 'DIR',
  },
  json: { type: 'boolean', default: false, description: 'One line of JSON on standard output (call with npm run -s)' },
} as const;

export interface RenderOptions {
  /** Folder to upload as a site; null renders `request.composition` as it is. */
  folder: string | null;
  /** Request of the render. For a folder, `composition` is still empty: its site id is known after the upload. */
  request: RenderRequestInput;
  outputPath: string;
  isJson: boolean;
  nodes: number | undefined;
  port: number | undefined;
  dataDir: string | undefined;
}

/** Throws `UsageError` for what no server would accept, before anything is started. */
export function readRenderOptions(args: ParsedArgs<typeof renderArgs>): RenderOptions {
  const { dir, composition, out, variables, fps, quality, bitrate } = args;
  if (dir !== undefined && composition !== undefined) throw new UsageError('Give a folder or --composition, not both.');
  const folder = dir === undefined ? null : fromCaller(dir);
  const name = folder === null ? (composition ?? DEFAULT_COMPOSITION) : basename(folder);
  const request = withoutUndefined({
    composition: name,
    variables: parseVariables(variables),
    strictVariables: args['strict-variables'],
    strictness: strictnessOf(args),
    fontFallback: args['font-fallback'] || undefined,
    fps,
    format: args.format as Format,
    codec: args.codec as RenderRequestInput['codec'],
    hdr: args.hdr as RenderRequestInput['hdr'],
    frameRange: parseFrames(args.frames),
    time: parseSeconds(args.time),
    spriteSheet: args.sprites || undefined,
    quality: quality as RenderRequestInput['quality'],
    width: parseNumber('width', args.width),
    height: parseNumber('height', args.height),
    resolution: args.resolution as RenderRequestInput['resolution'],
    crf: parseNumber('crf', args.crf),
    bitrate,
    chunkSize: parseNumber('chunk-size', args['chunk-size']),
    maxParallelChunks: parseNumber('max-parallel-chunks', args['max-parallel-chunks']),
    title: name,
  });
  checkRequest(request);
  return {
    folder,
    request,
    outputPath: out === undefined ? join(REPO_ROOT, 'renders', fileName(name, request.format!)) : fromCaller(out),
    isJson: args.json,
    nodes: parseCount('nodes', args.nodes, 1, MAX_NODES),
    port: parseCount('port', args.port, 0, 65_535),
    dataDir: args.data === undefined ? undefined : fromCaller(args.data),
  };
}

/** A stream is a folder. */
function fileName(name: string, format: Format): string {
  return format === 'hls' ? name : `${name}.${FORMAT_FACTS[format].extension}`;
}

function parseFrames(text: string | undefined): RenderRequestInput['frameRange'] {
  if (text === undefined) return undefined;
  const match = /^(\d+):(\d+)$/.exec(text);
  if (!match) throw new UsageError(`--frames must be like 30:90, for frames 30 to 89, not ${text}.`);
  return { start: Number(match[1]), end: Number(match[2]) };
}

function parseSeconds(text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d+(\.\d+)?$/.test(text))
    throw new UsageError(`--time must be seconds such as 2.5, not ${text}.`);
  return text === undefined ? undefined : Number(text);
}

function checkRequest(request: RenderRequestInput): void {
  try {
    parseRequest(RenderRequest, request);
  } catch (error) {
    throw isEdgereelError(error) ? new UsageError(error.message, { cause: error }) : error;
  }
}

function strictnessOf(args: { strict: boolean; 'strict-all': boolean }): Strictness {
  if (args['strict-all']) return 'strict-all';
  return args.strict ? 'strict' : 'best-effort';
}

function parseVariables(json: string | undefined): Record<string, unknown> | undefined {
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch {
    throw new UsageError(`--variables must be a JSON object such as '{"title":"Hello"}', not ${json}`);
  }
}

function parseNumber(name: string, text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d+$/.test(text)) throw new UsageError(`--${name} must be a whole number, not ${text}.`);
  return text === undefined ? undefined : Number(text);
}

type Given<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], undefined> };

/** Leaves out what was not given, so that the server's defaults hold. */
function withoutUndefined<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>;
}
