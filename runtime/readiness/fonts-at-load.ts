/**
 * Loads bundled faces before the first script of the author. The script may draw text into a canvas at once, or measure it, and Chrome uses
 * another face while one is still loading.
 * @module
 */
import type { FontsAtLoad } from '#contracts/fonts.ts';
import { turnOnSheets } from './bundled-fonts.ts';
import { createBundledFaces, createStandInFonts } from './stand-in-fonts.ts';
import { sleep } from './when-ready.ts';

const POLL_INTERVAL_MS = 4;
/** Latin letters, which any script may write. */
const LATIN = 'Aa0';

/** Settles when every face has loaded or failed; a failure is reported later, when text needs the face. */
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
