/**
 * Stored files as addresses that FFmpeg reads: on the loopback, by range, so that a node fetches of a long source only what its chunks show.
 * @module
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { MEDIA_BLOCK_BYTES } from '#contracts/media.ts';
import { parseRange } from '../capture/byte-range.ts';
import { openBlockCache } from './block-cache.ts';

export interface StoredFile {
  sha256: string;
  sizeBytes: number;
  /** Block `number`: bytes `[start, end)`. */
  readBlock(number: number, start: number, end: number): Promise<Buffer>;
}

export interface ServedSource {
  url: string;
  /** Throws what has kept the file from being read, if anything has. */
  check(): void;
  [Symbol.dispose](): void;
}

export interface SourceServer extends AsyncDisposable {
  serve(file: StoredFile): Promise<ServedSource>;
}

interface Entry {
  file: StoredFile;
  /** Error that has kept the file from being read. */
  failure: unknown;
}

/**
 * FFmpeg asks for all from a place on and hangs up when it has what it needs. Between two blocks it gets the time to do so, else the
 * connection's buffers swallow megabytes that nobody reads.
 */
const PAUSE_MS = 3;

/** Listens from the first file on. Nobody else on the machine can guess an address. */
export function openSourceServer(folder: string): SourceServer {
  const blocks = openBlockCache(folder);
  const served = new Map<string, Entry>();
  let listening: Promise<Server> | null = null;

  async function* readBlocks(entry: Entry, start: number, end: number): AsyncGenerator<Buffer> {
    const { file } = entry;
    for (let at = start; at < end;) {
      const number = Math.floor(at / MEDIA_BLOCK_BYTES);
      const blockStart = number * MEDIA_BLOCK_BYTES;
      const blockEnd = Math.min(blockStart + MEDIA_BLOCK_BYTES, file.sizeBytes);
      const block = await blocks
        .get(`${file.sha256}-${number}`, () => file.readBlock(number, blockStart, blockEnd))
        .catch((error: unknown) => {
          // FFmpeg takes a broken answer for the end of the file; whoever uses what it made asks here first.
          entry.failure = error;
          throw error;
        });
      yield block.subarray(at - blockStart, Math.min(end, blockEnd) - blockStart);
      at = blockEnd;
      await sleep(PAUSE_MS);
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const entry = served.get(request.url?.slice(1) ?? '');
    if (!entry) {
      response.writeHead(404).end();
      return;
    }
    const { file } = entry;
    const wanted = parseRange(request.headers.range, file.sizeBytes);
    if (request.headers.range && !wanted) {
      response.writeHead(416, { 'content-range': `bytes */${file.sizeBytes}` }).end();
      return;
    }
    const range = wanted ?? { start: 0, end: file.sizeBytes };
    response.writeHead(request.headers.range ? 206 : 200, {
      'accept-ranges': 'bytes',
      'content-length': range.end - range.start,
      ...(request.headers.range && { 'content-range': `bytes ${range.start}-${range.end - 1}/${file.sizeBytes}` }),
    });
    // FFmpeg hangs up as soon as it has what it needs.
    await pipeline(readBlocks(entry, range.start, range.end), response).catch(() => {});
  }

  function listen(): Promise<Server> {
    const server = createServer((request, response) => void answer(request, response));
    return new Promise((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', () => resolve(server));
    });
  }

  return {
    async serve(file) {
      const server = await (listening ??= listen().catch((error: unknown) => {
        // The next one tries again.
        listening = null;
        throw error;
      }));
      const entry: Entry = { file, failure: null };
      const token = randomUUID();
      served.set(token, entry);
      return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${token}`,
        check() {
          if (entry.failure) throw entry.failure;
        },
        [Symbol.dispose]: () => void served.delete(token),
      };
    },
    async [Symbol.asyncDispose]() {
      const server = await listening?.catch(() => null);
      if (!server) return;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
