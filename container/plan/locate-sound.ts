/**
 * The files that sound comes from, on this node's disk: also those that lie in their address.
 * @module
 */
import { writeFile } from 'node:fs/promises';
import { EdgereelError } from '#contracts/errors.ts';
import { isLocal, nameOf } from '../capture/missing-file.ts';
import type { RemoteFiles } from '../capture/remote-files.ts';
import type { SiteFiles } from '../capture/site-files.ts';
import { checkMediaHead, locateMedia } from '../media/locate-media.ts';

export interface SoundFiles {
  files: SiteFiles;
  remote: RemoteFiles;
  /** A path for a file that lies in its address. */
  newFile(): string;
}

/** Throws the reason why there is no such file, or why it is no sound. */
export async function locateSound(url: string, { files, remote, newFile }: SoundFiles): Promise<string> {
  const { protocol } = new URL(url);
  if (isLocal(url) || protocol === 'http:' || protocol === 'https:') return locateMedia(url, { files, remote });
  if (protocol === 'data:') {
    const path = newFile();
    await writeFile(path, new Uint8Array(await (await fetch(url)).arrayBuffer()));
    await checkMediaHead(url, path);
    return path;
  }
  throw new EdgereelError(
    'ASSET_FETCH_FAILED',
    `The media ${nameOf(url)} exists in the page alone: name a file of the site.`,
    { details: { url: nameOf(url) } },
  );
}
