/**
 * Whether a render's pictures are painted, which takes a third of the compositor's time, and how.
 * @module
 */
import type { EncodeSettings } from '#contracts/plan.ts';
import type { Painting } from '#contracts/painter.ts';
import type { RemoteFile } from '#contracts/remote.ts';
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

/** From this many on, painting what crosses a border once for each tile costs more than layers of the picture's size do. */
const MANY_BLURS = 12;

/** `blurs` is the most elements with a blur at once. */
export const choosePainting = (blurs: number): Painting => (blurs < MANY_BLURS ? 'tiled' : 'whole');
