/**
 * Hashes of sites and their files, over streams: a site's bytes never lie in memory together.
 * @module
 */
import { inSiteOrder } from '#contracts/site.ts';

export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).toHex();
}

/** First 16 hex digits of the SHA-256 over path, NUL and bytes of every file, in site order. */
export async function computeSiteId<File extends { path: string }>(
  files: readonly File[],
  open: (file: File) => Promise<ReadableStream<Uint8Array>>,
): Promise<string> {
  const digest = new crypto.DigestStream('SHA-256');
  for (const file of inSiteOrder(files)) {
    const writer = digest.getWriter();
    await writer.write(new TextEncoder().encode(`${file.path}\0`));
    writer.releaseLock();
    await (await open(file)).pipeTo(digest, { preventClose: true });
  }
  await digest.close();
  return new Uint8Array(await digest.digest).toHex().slice(0, 16);
}
