import type { PageSetup } from '#contracts/page.ts';

/** Reads what the page was prepared with. A page without set-up is a preview at 30 fps. */
export function readSetup(given: Partial<PageSetup> = {}): Required<PageSetup> {
  const mode = given.mode ?? 'preview';
  return {
    variables: given.variables ?? {},
    mode,
    fps: given.fps ?? { num: 30, den: 1 },
    siteUrl: given.siteUrl ?? '/',
    fontSheets: given.fontSheets ?? [],
    lostFonts: given.lostFonts ?? [],
    fontsAtLoad: given.fontsAtLoad ?? null,
    isUnseen: given.isUnseen ?? false,
    isTransparent: given.isTransparent ?? false,
    absentTimelines: given.absentTimelines ?? null,
    isFpsOpen: given.isFpsOpen ?? false,
    // A preview is in a frame itself, so there it has to be said.
    isFrame: given.isFrame ?? (mode === 'capture' && window !== window.top && !isPainted()),
  };
}

/** The composition itself, in the frame that the painter's page has for it. */
function isPainted(): boolean {
  return window.parent === window.top && window.frameElement?.hasAttribute('data-edgereel-composition') === true;
}
