/**
 * Bundled faces that are there before the author's first script: it may draw text into a canvas at once, or measure it, and of a face that is still
 * to come Chrome draws the first text with another.
 * @module
 */
import type { FontsAtLoad } from '#contracts/fonts.ts';
import { turnOnSheets } from './bundled-fonts.ts';
import { createBundledFaces, createStandInFonts } from './stand-in-fonts.ts';
import { sleep } from './when-ready.ts';

const POLL_INTERVAL_MS = 4;
/** Letters of what a script puts together. */
const LATIN = 'Aa0';

/** Settles when every face has loaded or failed; one that fails is told later, when text needs it. */
export async function loadFontsAtLoad(wanted: FontsAtLoad | null): Promise<void> {
  if (!wanted) return;
  const { names, characters, weights, hasItalics } = wanted;
  const lists = names.map((name) => JSON.stringify(name));
  const standIns = createStandInFonts(createBundledFaces());
  while (turnOnSheets([...lists, ...standIns.needed(lists)]).length > 0) await sleep(POLL_INTERVAL_MS);
  standIns.declare(lists);
  const styles = hasItalics ? ['normal', 'italic'] : ['normal'];
  const fonts = lists.flatMap((list) =>
    styles.flatMap((style) => weights.map((weight) => `${style} ${weight} 16px ${list}`)),
  );
  await Promise.allSettled(fonts.map((font) => document.fonts.load(font, LATIN + characters)));
}
