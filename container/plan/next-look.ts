/**
 * Which look at a page comes next while it is planned. There are at most three.
 *
 * | known | next |
 * |---|---|
 * | nothing | the page as its markup says, painted unless something speaks against it |
 * | it cannot be painted | the same, drawn |
 * | what it is | the page as its chunks have it, unless the look before was at that one |
 * | what it is, and that it cannot be painted | the same, drawn |
 * | how it rehearses | none |
 * @module
 */
import type { PaintingDecision } from './choose-painting.ts';

export interface Learned {
  painting: PaintingDecision;
  /** Markup or scripts speak of a canvas: a frame may take seconds to paint, and may turn out not to be painted at all. */
  hasCanvas: boolean;
  isProbed: boolean;
  isRehearsed: boolean;
}

export interface Look {
  /** `first`: as far as the markup tells; `final`: as a chunk has it. */
  page: 'first' | 'final';
  isPainted: boolean;
}

export function nextLook({ painting, hasCanvas, isProbed, isRehearsed }: Learned): Look | null {
  if (isRehearsed) return null;
  if (isProbed) return { page: 'final', isPainted: painting.painted };
  return { page: 'first', isPainted: painting.painted && !hasCanvas };
}
