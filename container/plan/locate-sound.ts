/**
 * The files that media elements name, on this node's disk.
 * @module
 */
import { open, writeFile } from 'node:fs/promises';
import { EdgereelError } from '#contracts/errors.ts';
import { checkPayload } from '../capture/check-payload.ts';
import { isLocal, nameOf, notInSite } from '../capture/missing-file.ts';
import type { RemoteFiles } from '../capture/remote-files.ts';
import type { SiteFiles } from '../capture/site-files.ts';

/** Bytes that tell a kind of file. */
const HEAD_BYTES = 4096;

export interface SoundFiles {
  files: SiteFiles;
  remote: RemoteFiles;
  /** A path for a file that lies in its address. */
  newFile(): string;
}

/** Throws the reason why there is no such file, or why it is no sound. */
export async function locateSound(url: string, { files, remote, newFile }: SoundFiles): Promise<string> {
  const path = await findFile(url, { files, remote, newFile });
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  checkPayload(url, 'Media', buffer.subarray(0, bytesRead));
  return path;
}

async function findFile(url: string, { files, remote, newFile }: SoundFiles): Promise<string> {
  const { protocol, pathname } = new URL(url);
  if (isLocal(url)) {
    const path = files.get(decodeURIComponent(pathname.slice(1)));
    if (path === undefined) throw notInSite(url, 'Media');
    return path;
  }
  if (protocol === 'data:') {
    const path = newFile();
    await writeFile(path, new Uint8Array(await (await fetch(url)).arrayBuffer()));
    return path;
  }
  if (protocol === 'http:' || protocol === 'https:') return (await remote.get(url)).path;
  throw new EdgereelError(
    'ASSET_FETCH_FAILED',
    `The media ${nameOf(url)} exists in the page alone: name a file of the site.`,
    { details: { url: nameOf(url) } },
  );
}
