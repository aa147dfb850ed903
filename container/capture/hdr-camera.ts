/**
 * Pictures with more light than Chrome draws: of a page without HDR videos its one picture, of any other one for each exposure, merged.
 * @module
 */
import type { HdrTransfer } from '#contracts/hdr.ts';
import { mergeFor } from '../hdr/merge-exposures.ts';
import { readPng, type PngPicture } from '../png/read-png.ts';
import type { CompositionPage } from './composition-page.ts';

/** Gives the frame of the last seek as raw `rgb48le`. */
export function createHdrCamera(
  page: CompositionPage,
  transfer: HdrTransfer,
): (timeSeconds: number) => Promise<Buffer> {
  const merge = mergeFor(transfer);
  return async (timeSeconds) => {
    const draw = async (): Promise<PngPicture> => readPng(await page.clock.draw(timeSeconds));
    const count = await page.countExposures();
    if (count === null) return merge({ black: await draw(), white: null, exposures: [] });
    const expose = async (step: 'black' | 'white' | number): Promise<PngPicture> => {
      await page.expose(step);
      return draw();
    };
    const black = await expose('black');
    const white = await expose('white');
    const exposures: PngPicture[] = [];
    for (let step = 0; step < count; step++) exposures.push(await expose(step));
    return merge({ black, white, exposures });
  };
}
