import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Hex SHA-256 of a file, and of each of its blocks of `blockBytes` bytes. */
export async function hashBlocks(
  path: string,
  blockBytes: number,
  signal: AbortSignal,
): Promise<{ sha256: string; blocks: string[] }> {
  const whole = createHash('sha256');
  const blocks: string[] = [];
  let block = createHash('sha256');
  let filled = 0;
  for await (const bytes of createReadStream(path, { signal }) as AsyncIterable<Buffer>) {
    whole.update(bytes);
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + blockBytes - filled);
      block.update(part);
      filled += part.length;
      at += part.length;
      if (filled < blockBytes) continue;
      blocks.push(block.digest('hex'));
      block = createHash('sha256');
      filled = 0;
    }
  }
  if (filled > 0) blocks.push(block.digest('hex'));
  return { sha256: whole.digest('hex'), blocks };
}

/** Hex SHA-256 of a file's bytes, which never lie in memory together. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, { ...(signal && { signal }) });
  return hash.digest('hex');
}
