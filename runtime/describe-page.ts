import type { PageDescription } from '#contracts/page.ts';
import { declared, type FixedAttribute } from './composition/declared.ts';
import { findRoot, topLevelCompositions } from './composition/root.ts';
import { readWindows } from './composition/timed-windows.ts';
import { describeFonts } from './readiness/fonts.ts';
import type { createGlyphCheck } from './readiness/missing-glyphs.ts';
import type { Pictures } from './readiness/pictures.ts';
import { shownTexts } from './readiness/shown-texts.ts';
import { soundTracks } from './sound/tracks.ts';
import { variableDeclarations } from './variables/variables.ts';

/** Facts of the page, except what the media, the sub-compositions, the adapters and WebGL say of themselves. */
type PageFacts = Omit<
  PageDescription,
  'transfers' | 'toneMapped' | 'unmountedChildren' | 'failedChildScripts' | 'absentTimelines' | 'warnings' | 'webgl'
>;

/** The composition as it stands now. The root is no clip: it shows always. */
export function describePage(
  durationSeconds: number,
  {
    pictures,
    checkGlyphs,
    lostFonts,
  }: { pictures: Pictures; checkGlyphs: ReturnType<typeof createGlyphCheck>; lostFonts: readonly string[] },
): PageFacts {
  const texts = shownTexts();
  const root = findRoot();
  const attribute = (name: FixedAttribute): string | null => root && declared(root, name);
  return {
    roots: topLevelCompositions().map((element) => ({
      compositionId: element.dataset['compositionId'] ?? '',
      isMarked: element.dataset['root'] === 'true',
      isTimed: element !== root && element.hasAttribute('data-start'),
    })),
    compositionId: root?.getAttribute('data-composition-id') ?? null,
    attributes: {
      width: attribute('data-width'),
      height: attribute('data-height'),
      fps: attribute('data-fps'),
      duration: attribute('data-duration') ?? attribute('data-composition-duration'),
    },
    durationSeconds,
    clips: [...readWindows().windows].filter(([element]) => element !== root).map(([, window]) => window),
    variables: variableDeclarations(),
    fonts: describeFonts(texts, lostFonts),
    missingGlyphs: checkGlyphs(texts),
    brokenImages: pictures.broken(),
    tracks: soundTracks(),
  };
}
