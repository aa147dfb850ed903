/**
 * What the code values of an encoded picture mean, as FFmpeg names it.
 * @module
 */
import { TRANSFER_NAMES, type HdrTransfer } from '#contracts/hdr.ts';

export interface Colours {
  primaries: string;
  transfer: string;
  matrix: string;
}

const BT709: Colours = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709' };

/** Limited range in any case. */
export const coloursOf = (hdr: HdrTransfer | undefined): Colours =>
  hdr ? { primaries: 'bt2020', transfer: TRANSFER_NAMES[hdr], matrix: 'bt2020nc' } : BT709;
