/**
 * `window.__edgereel`: readiness, facts and the end of a seek, for whoever drives the page.
 * @module
 */
import type { EdgereelPage, PageSetup } from '#contracts/page.ts';
import type { Adapter } from './adapters/adapter.ts';
import { forgetLastSeek } from './adapters/seek-event.ts';
import type { VirtualClock } from './clock/virtual-clock.ts';
import { describePage } from './describe-page.ts';
import type { PageEngine } from './page-engine.ts';
import type { PageTrees } from './composition/page-trees.ts';
import { countBlurs } from './count-blurs.ts';
import type { DrivenMedia } from './media/driven-media.ts';
import type { PaintObstacles } from './paint-obstacles.ts';
import { watchAdapters } from './readiness/adapter-readiness.ts';
import { findFontUse } from './readiness/find-font-use.ts';
import { findUser } from './readiness/find-user.ts';
import { createFontCheck } from './readiness/fonts.ts';
import { loadFontsAtLoad } from './readiness/fonts-at-load.ts';
import { imageWarnings } from './readiness/image-warnings.ts';
import { mapWarnings } from './readiness/map-warnings.ts';
import { createGlyphCheck } from './readiness/missing-glyphs.ts';
import { createPictures, type Pictures } from './readiness/pictures.ts';
import { sleep, whenReady, type Phase, type ReadinessCheck } from './readiness/when-ready.ts';
import { passTime } from './clock/waiting-time.ts';
import { unsupportedWarnings } from './readiness/unsupported.ts';
import { usesFile } from './readiness/uses-file.ts';
import { blendScenes, layOutScenes } from './scene-blend.ts';
import type { ScriptErrors } from './script-errors.ts';
import type { Seeker } from './seeker.ts';
import { whenSeekWorkDone } from './seek-work.ts';
import type { SubCompositions } from './sub-compositions/sub-compositions.ts';
import type { UnseenDrawing } from './unseen-drawing.ts';
import type { WebglWatch } from './watch-webgl.ts';

/** Interval of the looks at what a seek started. Most seeks start nothing and wait for nothing. */
const SEEK_POLL_INTERVAL_MS = 4;

export interface PageOptions {
  setup: Required<PageSetup>;
  seeker: Seeker;
  media: DrivenMedia;
  engine: PageEngine;
  adapters: readonly Adapter[];
  clock: VirtualClock;
  errors: ScriptErrors;
  webgl: WebglWatch;
  unseen: UnseenDrawing;
  obstacles: PaintObstacles;
  trees: PageTrees;
  children: SubCompositions;
  sampleVolumes: EdgereelPage['sampleVolumes'];
}

export function createPage({
  setup,
  engine,
  seeker,
  media,
  adapters,
  clock,
  errors,
  webgl,
  unseen,
  obstacles,
  trees,
  children,
  sampleVolumes,
}: PageOptions): EdgereelPage {
  const pictures = createPictures();
  const checkGlyphs = createGlyphCheck();
  const readiness = watchAdapters(adapters);
  /** Tweens and scenes are set up by their first frame, so a page is ready once it has shown one. */
  async function showFirstFrame(): Promise<void> {
    engine.begin();
    await whenSeeked();
    // What it drew may have been drawn before the fonts it asked for were there.
    forgetLastSeek();
  }

  const phases = readinessPhases({ setup, engine, media, children }, pictures, [
    { checks: readiness.checks },
    { checks: [untilSettled('the first frame', showFirstFrame)] },
  ]);
  let hasWaited = false;

  async function whenSeeked(): Promise<void> {
    hasWaited = await whenSeekWorkDone();
    // Layout is what makes the browser ask for the fonts of new text.
    void document.documentElement.offsetWidth;
    while (document.fonts.status === 'loading' || pictures.pending().length > 0) {
      hasWaited = true;
      await sleep(SEEK_POLL_INTERVAL_MS);
    }
  }

  return {
    whenReady: (timeoutMs, clock) => whenReady(timeoutMs, { phases, hasScriptError: errors.hasAny, clock }),
    passTime,
    loadFonts: () => loadFontsAtLoad(setup.fontsAtLoad),
    describe: () => ({
      ...describePage(engine.inferredDuration, { pictures, checkGlyphs, lostFonts: setup.lostFonts }),
      ...children.describe(),
      transfers: media.transfers(),
      toneMapped: media.toneMapped(),
      warnings: [...readiness.warnings(), ...mapWarnings(), ...imageWarnings(), ...unsupportedWarnings()],
      webgl: webgl.describe(),
    }),
    findUser,
    findFontUse,
    usesFile,
    prepareSeek: (timeSeconds) => media.prepare(seeker.momentAt(timeSeconds)),
    reels(startFrame, endFrame) {
      const { num, den } = setup.fps;
      const frames = Array.from({ length: endFrame - startFrame }, (_, i) => startFrame + i);
      return media.reels(frames.map((frame) => seeker.momentAt((frame * den) / num)));
    },
    exposed: media.exposed,
    expose: media.expose,
    sampleVolumes,
    layOutScenes,
    blendScenes,
    lostContexts: () => webgl.lostContexts,
    beginDrawing: unseen.begin,
    hasMissedDrawing: () => unseen.isMissed,
    paintObstacle: obstacles.find,
    paintChanges: () => obstacles.changes,
    countBlurs: () => countBlurs(trees),
    isUnsettled: () => hasWaited || clock.hasQueuedFrames,
    whenSeeked,
  };
}

/** The phases of a page's readiness, in order: documents and scripts, timelines of sub-compositions, fonts and pictures, then `last`. */
function readinessPhases(
  { setup, engine, media, children }: Pick<PageOptions, 'setup' | 'engine' | 'media' | 'children'>,
  pictures: Pictures,
  last: readonly Phase[],
): Phase[] {
  const documentLoaded: ReadinessCheck = () =>
    document.readyState === 'complete' ? [] : ['the load event of the document', ...pictures.pending()];
  // Chunks do not wait for timelines that never came while the page was planned, and insist on those that did.
  const isTimelineKnown = setup.absentTimelines !== null;
  return [
    {
      checks: [documentLoaded, untilTailwindReady(), children.pending, engine.missing, media.pending],
      isUpToScripts: true,
    },
    {
      checks: [children.owed],
      ...(!isTimelineKnown && { isUpToScripts: true, goOnWithout: children.goOnWithoutOwed }),
    },
    // The scripts have run, so what the page will show is known.
    { checks: [once(() => pictures.collectStyles()), createFontCheck(setup), pictures.pending] },
    ...last,
  ];
}

/** Does something at the first question, and never asks for time. */
function once(start: () => void): ReadinessCheck {
  let isStarted = false;
  return () => {
    if (!isStarted) start();
    isStarted = true;
    return [];
  };
}

/** A Tailwind build in the page writes its styles after the scripts have run, and says when it is done. */
function untilTailwindReady(): ReadinessCheck {
  let check: ReadinessCheck | null = null;
  return () => {
    const { __tailwindReady: ready } = window;
    if (ready !== undefined) check ??= untilSettled('the styles of Tailwind', () => Promise.resolve(ready));
    return check?.() ?? [];
  };
}

/** Waits for work that begins at the first question. Work that fails is reported and counts as settled. */
function untilSettled(name: string, start: () => Promise<unknown>): ReadinessCheck {
  let isSettled = false;
  const begin = once(() => {
    void start()
      .catch(reportError)
      .finally(() => (isSettled = true));
  });
  return () => {
    begin();
    return isSettled ? [] : [name];
  };
}
