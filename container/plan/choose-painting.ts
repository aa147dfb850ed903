/**
 * Whether a render's pictures are painted, which takes a third of the compositor's time, and how.
 * @module
 */
import { readFile } from 'node:fs/promises';
import type { EncodeSettings } from '#contracts/plan.ts';
import type { Painting } from '#contracts/painter.ts';
import type { RemoteFile } from '#contracts/remote.ts';
import type { SiteFile } from '#contracts/site.ts';
import type { SiteFiles } from '../capture/site-files.ts';
import type { Freezer } from './freezer.ts';

/** Without HDR. Encoders take opaque pictures of 8 bits as they are painted. */
export const isPaintable = (codec: EncodeSettings['codec']): boolean => codec === 'h264' || codec === 'h265';

/** What Chrome takes for no picture and no page. Everything else it looks into, whatever it is called. */
const NEITHER =
  /^(?:font|audio|video)\/|^text\/css|[/+-](?:javascript|ecmascript|json|wasm)\b|^application\/(?:x-)?font/;
const FONT_NAME = /\.(?:woff2?|ttf|otf)$/i;

/** A canvas leaves out what its origin may not read: pictures and pages of other ones. */
export async function findRemoteObstacle(freezer: Pick<Freezer, 'files'>): Promise<string | null> {
  const files = await freezer.files();
  const isSafe = ({ contentType, url }: RemoteFile) =>
    NEITHER.test(contentType) || FONT_NAME.test(new URL(url).pathname);
  return files.find((file) => !isSafe(file))?.url ?? null;
}

const MAX_DRAWING_BYTES = 4 * 1024 * 1024;

/** The path of a drawing with HTML in it, which a canvas leaves out when it is an image. */
export async function findDrawingObstacle(listed: readonly SiteFile[], files: SiteFiles): Promise<string | null> {
  // One after the other: a site may have thousands.
  for (const { path, sizeBytes } of listed) {
    if (!/\.svg$/i.test(path) || sizeBytes > MAX_DRAWING_BYTES) continue;
    if ((await readFile(files.get(path)!, 'utf8')).includes('<foreignObject')) return path;
  }
  return null;
}

/** From this many on, painting what crosses a border once for each tile costs more than layers of the picture's size do. */
const MANY_BLURS = 12;

/** `blurs` is the most elements with a blur at once. */
export const choosePainting = (blurs: number): Painting => (blurs < MANY_BLURS ? 'tiled' : 'whole');
