/**
 * The files that media elements name, on this node's disk.
 * @module
 */
import { decodePath, findRawName } from '#analysis/site/raw-names.ts';
import { open } from 'node:fs/promises';
import { EdgereelError } from '#contracts/errors.ts';
import { checkPayload } from '../capture/check-payload.ts';
import { isLocal, nameOf, notInSite } from '../capture/missing-file.ts';
import type { RemoteFiles } from '../artifacts/remote-files.ts';
import type { SiteFiles } from '../artifacts/site-files.ts';

/** Bytes that tell a kind of file. */
const HEAD_BYTES = 4096;

/** Throws the reason why there is no such file, or why it is no media. */
export async function locateMedia(
  url: string,
  { files, remote }: { files: SiteFiles; remote: RemoteFiles },
): Promise<string> {
  if (url.startsWith('blob:')) throw inPageAlone(url);
  const path = isLocal(url) ? pathInSite(url, files) : (await remote.get(url)).path;
  await checkMediaHead(url, path);
  return path;
}

function pathInSite(url: string, files: SiteFiles): string {
  const asked = new URL(url).pathname.slice(1);
  const path = files.get(decodePath(asked));
  if (path === undefined) throw notInSite(url, 'Media', findRawName(asked, files.keys()));
  return path;
}

function inPageAlone(url: string): EdgereelError {
  return new EdgereelError(
    'ASSET_FETCH_FAILED',
    `The media ${nameOf(url)} exists in the page alone: name a file of the site.`,
    { details: { url: nameOf(url) } },
  );
}

async function checkMediaHead(url: string, path: string): Promise<void> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  checkPayload(url, 'Media', buffer.subarray(0, bytesRead));
}
