/**
 * Every failure the system can name. A new code is one row of the table; codes are only ever added.
 * @module
 */

import { boundJson, boundText } from './bound-text.ts';

interface ErrorTraits {
  /** HTTP status when the error leaves through the API. */
  status: number;
  /** Whether the same call may succeed when repeated, elsewhere or later. */
  retryable: boolean;
  /** Message of an error for which no better one is known. */
  summary: string;
  /** Whether the cause lies in the request: the same render ends so again, however often it is retried. Default: false. */
  isOfInput?: boolean;
}

const ERRORS = {
  INVALID_REQUEST: { status: 400, retryable: false, isOfInput: true, summary: 'The request is not valid.' },
  UNAUTHENTICATED: { status: 401, retryable: false, summary: 'A valid API key is required.' },
  FORBIDDEN: { status: 403, retryable: false, summary: 'This key may not do that.' },
  NOT_FOUND: { status: 404, retryable: false, summary: 'There is nothing at this address.' },
  RENDER_NOT_FOUND: { status: 404, retryable: false, summary: 'There is no such render.' },
  SITE_NOT_FOUND: { status: 404, retryable: false, summary: 'There is no such site.' },
  COMPOSITION_NOT_FOUND: { status: 404, retryable: false, isOfInput: true, summary: 'There is no such composition.' },
  ASSET_NOT_FOUND: {
    status: 404,
    retryable: false,
    isOfInput: true,
    summary: 'A file the composition uses does not exist.',
  },
  METHOD_NOT_ALLOWED: { status: 405, retryable: false, summary: 'This address has no such method.' },
  REQUEST_TIMEOUT: { status: 408, retryable: true, summary: 'The request did not arrive in time.' },
  CONFLICT: { status: 409, retryable: false, summary: 'The request conflicts with the present state.' },
  REQUEST_IN_PROGRESS: {
    status: 409,
    retryable: true,
    summary: 'A request with this Idempotency-Key is still running.',
  },
  CANCELLED: { status: 409, retryable: false, summary: 'The work was cancelled.' },
  PAYLOAD_TOO_LARGE: { status: 413, retryable: false, isOfInput: true, summary: 'The body is too large.' },
  RANGE_NOT_SATISFIABLE: { status: 416, retryable: false, summary: 'The file has no bytes in the range asked for.' },
  COMPOSITION_INVALID: { status: 422, retryable: false, isOfInput: true, summary: 'The composition is not valid.' },
  COMPOSITION_SCRIPT_FAILED: {
    status: 422,
    retryable: false,
    isOfInput: true,
    summary: 'A script of the composition threw an error.',
  },
  COMPOSITION_NOT_READY: {
    status: 422,
    retryable: false,
    summary: 'The composition never became ready.',
  },
  EMPTY_COMPOSITION: { status: 422, retryable: false, isOfInput: true, summary: 'The composition has no content.' },
  STRICT_RENDER_REFUSED: {
    status: 422,
    retryable: false,
    isOfInput: true,
    summary: 'A strict render forgives no warning.',
  },
  VARIABLES_INVALID: {
    status: 422,
    retryable: false,
    isOfInput: true,
    summary: 'The variables do not fit the declaration.',
  },
  FONT_FETCH_FAILED: { status: 422, retryable: false, summary: 'A font family cannot be had.' },
  REMOTE_ADDRESS_REFUSED: {
    status: 422,
    retryable: false,
    isOfInput: true,
    summary: 'This address must not be fetched.',
  },
  ASSET_FETCH_FAILED: { status: 422, retryable: false, summary: 'A remote file cannot be had.' },
  ASSET_TOO_LARGE: {
    status: 422,
    retryable: false,
    isOfInput: true,
    summary: 'A file is larger than a page may load.',
  },
  NOT_MEDIA_PAYLOAD: { status: 422, retryable: false, isOfInput: true, summary: 'The bytes of an asset are no media.' },
  ASSET_MEDIA_TYPE_MISMATCH: {
    status: 422,
    retryable: false,
    isOfInput: true,
    summary: 'An asset is of another kind than its place needs.',
  },
  VIDEO_SOURCE_UNRENDERABLE: {
    status: 422,
    retryable: false,
    isOfInput: true,
    summary: 'A video or sound file cannot be played.',
  },
  MEMORY_LIMIT_EXCEEDED: { status: 422, retryable: false, summary: 'The page takes more memory than it may.' },
  PLAN_TOO_LARGE: { status: 422, retryable: false, isOfInput: true, summary: 'The plan holds too much.' },
  DISTRIBUTED_DURATION_OUT_OF_RANGE: {
    status: 422,
    retryable: false,
    isOfInput: true,
    summary: 'The duration is out of range.',
  },
  QUOTA_EXCEEDED: { status: 429, retryable: true, summary: 'The quota is used up.' },
  HEADERS_TOO_LARGE: { status: 431, retryable: false, summary: 'The headers of the request are too large.' },
  INTERNAL: { status: 500, retryable: false, summary: 'Something went wrong inside Edgereel.' },
  VIDEO_EXTRACTION_FAILED: { status: 502, retryable: true, summary: 'Frames of a video could not be decoded.' },
  ENCODE_FAILED: { status: 500, retryable: false, summary: 'The encoder refused its input.' },
  CHUNK_MISMATCH: { status: 500, retryable: false, summary: 'A chunk does not fit its plan.' },
  OUTPUT_MISMATCH: { status: 500, retryable: true, summary: 'The finished file is not what its plan says.' },
  ASSET_NOT_FROZEN: {
    status: 500,
    retryable: false,
    summary: 'The composition asked for something its plan does not hold.',
  },
  PAINTING_DIFFERS: {
    status: 500,
    retryable: false,
    summary: 'Painting shows the page otherwise than Chrome draws it; the render is planned anew without.',
  },
  PLAN_HASH_MISMATCH: { status: 500, retryable: true, summary: 'The stored plan is not the one that was named.' },
  PLAN_DAMAGED: { status: 503, retryable: true, summary: 'A part of the plan is gone from the store or damaged.' },
  SITE_FILE_DAMAGED: {
    status: 422,
    retryable: false,
    summary: 'A file of the site is gone from the store or damaged.',
  },
  OBJECT_DAMAGED: { status: 503, retryable: true, summary: 'A stored object is not what was stored.' },
  ENGINE_MISMATCH: { status: 500, retryable: true, summary: 'The node runs another engine build than the plan.' },
  PROTOCOL_MISMATCH: { status: 500, retryable: false, summary: 'Worker and node speak different protocol versions.' },
  BROWSER_GPU_NOT_SOFTWARE: { status: 500, retryable: false, summary: 'The browser does not render in software.' },
  NODE_LOST: { status: 502, retryable: true, summary: 'The connection to the render node broke.' },
  BROWSER_CRASHED: { status: 502, retryable: true, summary: 'The browser died during the work.' },
  WEBGL_CONTEXT_LOST: { status: 502, retryable: true, summary: 'A WebGL canvas lost its picture.' },
  ENCODER_CRASHED: { status: 502, retryable: true, summary: 'The encoder died during the work.' },
  NODES_NOT_CONFIGURED: { status: 503, retryable: false, summary: 'No render node is set up.' },
  NO_CAPACITY: { status: 503, retryable: true, summary: 'No render node is available.' },
  SERVICE_UNAVAILABLE: { status: 503, retryable: true, summary: 'The service does not answer at the moment.' },
  NODE_OVERLOADED: { status: 503, retryable: true, summary: 'The render node has too little processor time.' },
  FONT_FETCH_UNAVAILABLE: { status: 503, retryable: true, summary: 'The font host did not answer.' },
  ASSET_FETCH_UNAVAILABLE: { status: 503, retryable: true, summary: 'The host of a remote file did not answer.' },
  STORAGE_UNAVAILABLE: { status: 503, retryable: true, summary: 'The object store did not answer.' },
  CHUNK_MISSING: {
    status: 503,
    retryable: true,
    summary: 'A chunk of the plan is not in the store, or damaged there.',
  },
  NODE_DISK_FULL: { status: 503, retryable: true, summary: 'The render node has no disk space left.' },
  NODE_TIMEOUT: { status: 504, retryable: true, summary: 'The render node fell silent.' },
} as const satisfies Record<string, ErrorTraits>;

export type ErrorCode = keyof typeof ERRORS;
export const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[];

/** Facts a caller can act on: stage, chunk, frame, element, file, url, limit, value, log tail. JSON values only. */
export type ErrorDetails = Record<string, unknown>;

/** The form in which an error crosses HTTP, RPC and Durable Object storage. */
export interface WireError {
  code: ErrorCode;
  message: string;
  retryable: boolean;
  details?: ErrorDetails;
  requestId?: string;
}

const BRAND = Symbol.for('edgereel.error');

export class EdgereelError extends Error {
  override readonly name = 'EdgereelError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  /**
   * `message` states rule, value and way out. Both it and the details are bounded here: part of them may be what a page says.
   * `cause` is kept for the log and never leaves the process.
   */
  constructor(code: ErrorCode, message?: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(boundText(message ?? ERRORS[code].summary), { cause: options.cause });
    this.code = code;
    this.details = boundJson(options.details ?? {});
    Object.defineProperty(this, BRAND, { value: true });
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }
}

/** True for an `EdgereelError` of any bundle or realm: Worker, node and client each carry their own copy of the class. */
export function isEdgereelError(value: unknown): value is EdgereelError {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[BRAND] === true;
}

/** Makes any thrown value one of ours. What is not ours becomes `INTERNAL` with the original as `cause`. */
export function asEdgereelError(value: unknown): EdgereelError {
  return isEdgereelError(value) ? value : new EdgereelError('INTERNAL', undefined, { cause: value });
}

/** Adds facts that only an outer layer knows (stage, chunk); the inner ones win. */
export function withDetails(error: EdgereelError, details: ErrorDetails): EdgereelError {
  return new EdgereelError(error.code, error.message, {
    details: { ...details, ...error.details },
    cause: error.cause,
  });
}

export function toWire(value: unknown, requestId?: string): WireError {
  const error = asEdgereelError(value);
  return {
    code: error.code,
    message: error.message,
    retryable: error.retryable,
    ...(Object.keys(error.details).length > 0 && { details: error.details }),
    ...(requestId !== undefined && { requestId }),
  };
}

/** Reads a wire error; a code of a newer version becomes `INTERNAL` and keeps its message. */
export function fromWire(wire: { code: string; message: string; details?: ErrorDetails | undefined }): EdgereelError {
  return new EdgereelError(toKnownCode(wire.code), wire.message, wire.details ? { details: wire.details } : {});
}

/** HTTP status of a code; that of `INTERNAL` for one of a newer version. */
export function statusOf(code: string): number {
  return ERRORS[toKnownCode(code)].status;
}

/** Whether a render with this error fails so each time: its site, variables or options would have to be others. */
export function isOfInput(code: string): boolean {
  const { isOfInput = false }: ErrorTraits = ERRORS[toKnownCode(code)];
  return isOfInput;
}

function toKnownCode(code: string): ErrorCode {
  return Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : 'INTERNAL';
}
