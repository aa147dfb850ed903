/**
 * Finds pictures of styles that move. They do so by the clock of the browser, which a canvas does not follow.
 * @module
 */
import { animatedImageType } from './adapters/image-head.ts';
import { holdFrame } from './seek-work.ts';

/** Bytes of a picture that tell whether it moves. */
const HEAD_BYTES = 4096;
const STYLE_URL = /url\("([^"]+)"\)/g;
const STILL = /\.(?:jpe?g|svg)(?:[?#]|$)|^data:image\/(?:jpeg|svg)|^[^:]*$/i;

const { fetch } = window;
const known = new Set<string>();
let hasMoving = false;

/** Whether a picture that moves has come so far. */
export const hasMovingStylePicture = (): boolean => hasMoving;

/** Looks into the pictures of a computed style. The frame waits until it is known whether they move. */
export function lookIntoPictures(style: string): void {
  for (const [, url] of style.matchAll(STYLE_URL)) {
    if (known.has(url!)) continue;
    known.add(url!);
    if (!STILL.test(url!)) holdFrame(lookInto(url!));
  }
}

/** Reads the head of a picture. A file that is not there shows nothing. */
async function lookInto(url: string): Promise<void> {
  const answer = await fetch.call(window, url, { headers: { range: `bytes=0-${HEAD_BYTES - 1}` } }).catch(() => null);
  if (!answer?.ok) return;
  const head = new Uint8Array(await answer.arrayBuffer()).subarray(0, HEAD_BYTES);
  hasMoving ||= animatedImageType(head) !== null;
}
