/**
 * Media that lie in their own address.
 * @module
 */
import { createHash } from 'node:crypto';
import { INLINE_CUT } from '#contracts/media.ts';
import { EdgereelError } from '#contracts/errors.ts';
import { nameOf } from '../capture/missing-file.ts';

const isInline = (url: string): boolean => url.startsWith('data:');

/** What a plan calls the file at an address: an address that holds a file stands there as its hash. */
export function plannedUrl(url: string): string {
  return isInline(url) ? `data:;sha256=${createHash('sha256').update(url).digest('hex')}` : url;
}

/** Null for an address that holds no file. Throws the reason why it cannot be had. */
export async function readInline(url: string): Promise<{ bytes: Buffer; contentType: string } | null> {
  if (!isInline(url)) return null;
  if (url.endsWith(INLINE_CUT)) throw notReadable(url, 'is too long: put it into a file of the site');
  const response = await fetch(url).catch(() => {
    throw notReadable(url, 'cannot be read');
  });
  const contentType = response.headers.get('content-type') ?? 'application/octet-stream';
  return { bytes: Buffer.from(await response.arrayBuffer()), contentType };
}

function notReadable(url: string, reason: string): EdgereelError {
  const name = nameOf(url);
  return new EdgereelError('ASSET_FETCH_FAILED', `The address ${name} ${reason}.`, { details: { url: name } });
}
