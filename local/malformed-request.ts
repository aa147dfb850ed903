/**
 * Finds requests that HTTP does not allow, or that could be read in more than one way.
 * @module
 */
import type { IncomingMessage } from 'node:http';
import { EdgereelError, type ErrorCode } from '#contracts/errors.ts';

const invalid = (message: string, details = {}): EdgereelError =>
  new EdgereelError('INVALID_REQUEST', message, { details });

/** Methods of the API, and PATCH: the Worker answers it with the methods that a path has. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const HOST = /^([A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?$/;

/** Error for what is wrong with a request that could be read; null for a proper one. */
export function findMalformed({ method = '', url = '', rawHeaders }: IncomingMessage): EdgereelError | null {
  if (!METHODS.has(method))
    return new EdgereelError('METHOD_NOT_ALLOWED', `${method} is not served; there are ${[...METHODS].join(', ')}.`);
  const hosts = rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]!.toLowerCase() === 'host');
  if (hosts.length !== 1) return invalid(`A request must carry one Host header, not ${hosts.length}.`);
  if (!HOST.test(hosts[0]!))
    return invalid(`Host must be a name or an address with or without a port, not ${shown(hosts[0]!)}.`);
  if (!url.startsWith('/')) return invalid(`A request must name a path that starts with a slash, not ${shown(url)}.`);
  // The runtime has its own tools at this path.
  if (/^\/+cdn-cgi(\/|$)/i.test(url))
    return new EdgereelError('NOT_FOUND', `There is nothing at ${shown(pathOf(url))}.`);
  if (!isEncodedRightly(pathOf(url)))
    return invalid(`The path ${shown(pathOf(url))} is not validly percent-encoded: write a percent sign as %25.`);
  return null;
}

/** Error for a request that the parser of Node refused, by the code of the parser. */
export function ofUnreadable(code = ''): EdgereelError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new EdgereelError('HEADERS_TOO_LARGE', 'Address and headers of a request must not exceed 16384 bytes.', {
        details: { limit: 16_384 },
      });
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new EdgereelError('PAYLOAD_TOO_LARGE', 'The extensions of a chunked body are too large.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new EdgereelError('REQUEST_TIMEOUT', 'The headers of the request did not arrive in time; send it again.');
    case 'HPE_INVALID_METHOD':
      return new EdgereelError('METHOD_NOT_ALLOWED', `This is no known method; there are ${[...METHODS].join(', ')}.`);
    default:
      return invalid('This is no valid HTTP/1.1 request.');
  }
}

const OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  408: 'REQUEST_TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  416: 'RANGE_NOT_SATISFIABLE',
  431: 'HEADERS_TOO_LARGE',
};

/** Error in place of what the runtime answered by itself, in text of its own that may name files of this machine. */
export function ofRuntime(status: number): EdgereelError {
  const code =
    OF_STATUS[status] ?? (status < 500 ? 'INVALID_REQUEST' : status === 503 ? 'SERVICE_UNAVAILABLE' : 'INTERNAL');
  return new EdgereelError(code);
}

const pathOf = (url: string): string => url.split(/[?#]/, 1)[0]!;

function isEncodedRightly(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

const MAX_SHOWN = 100;
const shown = (text: string): string => JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
