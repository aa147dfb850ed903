/**
 * What a page may load from other origins. While a plan is made these files are fetched; for a chunk they are those of its plan.
 * @module
 */
import { join } from 'node:path';
import { EdgereelError } from '#contracts/errors.ts';
import type { RemoteFile } from '#contracts/remote.ts';

export interface RemoteAnswer {
  /** Other than the URL that was asked for when redirects led here. */
  finalUrl: string;
  contentType: string;
  /** File on this node's disk. */
  path: string;
}

export interface RemoteFiles {
  /** The answer to a GET of a URL without fragment. Throws the reason why there is none. */
  get(url: string): Promise<RemoteAnswer>;
}

/** The files of a plan, each in `folder` under its hash. Throws `ASSET_NOT_FROZEN` for any other. */
export function frozenFiles(files: readonly RemoteFile[], folder: string): RemoteFiles {
  const byUrl = new Map(files.map((file) => [file.url, file]));
  return {
    async get(url) {
      const file = byUrl.get(url);
      if (file) return remoteAnswer(file, folder);
      throw new EdgereelError(
        'ASSET_NOT_FROZEN',
        `The page asked for ${url}, which its plan does not hold: what a page loads must not differ from one run to the next.`,
        { details: { url } },
      );
    },
  };
}

export function remoteAnswer({ finalUrl, contentType, sha256 }: RemoteFile, folder: string): RemoteAnswer {
  return { finalUrl, contentType, path: join(folder, sha256) };
}
