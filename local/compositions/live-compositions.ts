/**
 * Serves the compositions under `public/compositions/` to the local Worker as they are at the moment: what is saved is shown in the preview
 * and rendered at once. A deployment has them as they were when it was built.
 * @module
 */
import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { getMimeType } from 'hono/utils/mime';
import { Response } from 'miniflare';
import { BUNDLED_FOLDER, BUNDLED_INDEX } from '#contracts/render.ts';
import { SitePath } from '#contracts/site.ts';
import { createCompositionIndex } from './composition-index.ts';
import { isSitePath } from '../read-site.ts';

/** Answers as the asset binding of a deployment does, for what lies under `/compositions/`. */
export function serveCompositions(
  folder: string,
  nodeModules: string,
): (request: { url: string }) => Promise<Response> {
  const index = createCompositionIndex(folder, nodeModules);
  return async ({ url }) => {
    const { pathname } = new URL(url);
    if (pathname === BUNDLED_INDEX) return Response.json(await index.read());
    const file = await openFile(folder, pathname);
    if (!file) return new Response(null, { status: 404 });
    return new Response(file.body.stream(), {
      headers: {
        'content-type': file.contentType,
        'content-length': String(file.body.size),
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  };
}

/** A file that would be part of a composition's site; null when there is none. */
async function openFile(folder: string, pathname: string): Promise<{ body: Blob; contentType: string } | null> {
  if (!pathname.startsWith(`${BUNDLED_FOLDER}/`)) return null;
  const path = decode(pathname.slice(BUNDLED_FOLDER.length + 1));
  const [name, ...rest] = path?.split('/') ?? [];
  const inSite = rest.join('/');
  if (!name || !SitePath.safeParse(path).success || !isSitePath(inSite)) return null;
  const filePath = join(folder, name, inSite);
  const facts = await stat(filePath).catch(() => null);
  if (!facts?.isFile()) return null;
  // Nothing is read yet; bytes that change while they are read end the answer.
  const body = await openAsBlob(filePath).catch(() => null);
  return body && { body, contentType: getMimeType(inSite) ?? 'application/octet-stream' };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
