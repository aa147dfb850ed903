/**
 * Whether a render's pictures are painted, which takes a third of the compositor's time, and how.
 * @module
 */
import type { EncodeSettings } from '#contracts/plan.ts';
import type { Painting } from '#contracts/painter.ts';
import type { Freezer } from './freezer.ts';
import type { Rehearsed } from './rehearse.ts';

/** Without HDR. Encoders take opaque pictures of 8 bits as they are painted. */
export const isPaintable = (codec: EncodeSettings['codec']): boolean => codec === 'h264' || codec === 'h265';

/** A canvas leaves out what its origin may not read: pictures and pages of other ones. */
export async function findRemoteObstacle(freezer: Pick<Freezer, 'files'>): Promise<string | null> {
  const files = await freezer.files();
  return files.find(({ contentType }) => /^image\/|^text\/html/.test(contentType))?.url ?? null;
}

/** From this many on, painting what crosses a border once for each tile costs more than layers of the picture's size do. */
const MANY_BLURS = 12;

export const choosePainting = ({ obstacle, blurs }: Rehearsed): Painting | null =>
  obstacle ? null : blurs < MANY_BLURS ? 'tiled' : 'whole';
