/**
 * A finished render as a file: whole and verified, or not there at all.
 * @module
 */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { EdgereelError } from '#contracts/errors.ts';

/** Writes a response's body to `path`, replacing what is there. Throws when its SHA-256 is not the announced one, if one is. */
export async function saveOutput(
  response: Response,
  path: string,
  sha256: string | null,
  signal?: AbortSignal,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}.part`;
  const hash = createHash('sha256');
  const tap = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      hash.update(bytes);
      done(null, bytes);
    },
  });
  try {
    await pipeline(Readable.fromWeb(response.body as ReadableStream), tap, createWriteStream(temporary), {
      ...(signal && { signal }),
    });
    const actual = hash.digest('hex');
    if (sha256 !== null && actual !== sha256)
      throw new EdgereelError('INTERNAL', `The downloaded file has SHA-256 ${actual}, not ${sha256}. Render again.`);
    await rename(temporary, path);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}
