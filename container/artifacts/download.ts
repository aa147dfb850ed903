/**
 * Answers of the store on their way to disk.
 * @module
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Writes a body to a file and measures it. `check` sees the size so far and may throw. */
export async function download(
  { body }: Response,
  path: string,
  { signal, check = () => {} }: { signal: AbortSignal; check?: (sizeBytes: number) => void },
): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  async function* measured(chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      check((sizeBytes += chunk.length));
      hash.update(chunk);
      yield chunk;
    }
  }
  await pipeline(body!, measured, createWriteStream(path), { signal });
  return { sizeBytes, sha256: hash.digest('hex') };
}
