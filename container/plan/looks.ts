/**
 * Opens the pages by which a composition is looked at while it is planned: each look is a page of its own.
 * @module
 */
import type { ConsoleLine } from '#contracts/console-line.ts';
import { FORMAT_FACTS } from '#contracts/formats.ts';
import { DEFAULT_FPS } from '#contracts/fps.ts';
import type { HdrTransfer } from '#contracts/hdr.ts';
import type { PageReadiness } from '#contracts/page.ts';
import type { PlanCall } from '#contracts/protocol.ts';
import type { BrowserLease } from '../browser/browser-pool.ts';
import type { Viewport } from '../browser/page-session.ts';
import { openComposition, type CompositionPage, type CompositionSource } from '../capture/composition-page.ts';
import { withConsole } from '../capture/page-console.ts';
import { pictureKindOf } from '../capture/picture-kind.ts';
import type { SiteFiles } from '../artifacts/site-files.ts';
import type { Engine } from '../engine/engine.ts';
import type { ProbingLibrary } from '../media/media-library.ts';
import { openPageMedia } from '../media/open-page-media.ts';
import { withoutFileTime, type Freezer } from './freezer.ts';
import { openWebFonts } from './web-fonts.ts';

/** The page as it is known so far. */
export type KnownPage = Omit<CompositionSource, 'media'> & { hdr?: HdrTransfer | undefined };

export interface LookedAt {
  page: CompositionPage;
  readiness: PageReadiness;
  readyTimeoutMs: number;
  /** Families that the next of their list serves for. */
  lostFonts: readonly string[];
  /** Seconds until the page was ready. */
  seconds: number;
}

export interface Looks {
  /** Style sheets of families from the web, found by the looks so far. */
  readonly fontSheets: string[];
  /** Families that the next of their list serves for. */
  readonly lostFonts: string[];
  /** Looks again while files of the page are on their way or fonts are found. */
  look<Result>(known: KnownPage, at: (looked: LookedAt) => Promise<Result>): Promise<Result>;
}

/** Size of the page until it has said its own. */
const ANY_VIEWPORT = { width: 1920, height: 1080, scale: 1 };

/** The page as it is known before the composition has said anything. */
export function firstKnown(
  engine: Engine,
  call: PlanCall,
  { files, freezer, viewport }: { files: SiteFiles; freezer: Freezer; viewport: Viewport | null },
): KnownPage {
  return {
    files,
    remote: freezer,
    engineAssets: engine.engineAssets,
    entry: call.entry,
    setup: {
      variables: call.variables,
      mode: 'capture',
      fps: call.fps ?? DEFAULT_FPS,
      isFpsOpen: !call.fps,
      isTransparent: FORMAT_FACTS[call.format].hasAlpha,
    },
    picture: pictureKindOf({ format: call.format, quality: call.quality }),
    isPainted: false,
    viewport: viewport ?? ANY_VIEWPORT,
    readyTimeoutMs: engine.readyTimeoutMs,
  };
}

/** Turns work into a function that gives its result or throws its error, changed by `describe`. */
const settle = <Result>(work: Promise<Result>, describe: (error: unknown) => unknown): Promise<() => Result> =>
  work.then(
    (result) => () => result,
    (error: unknown) => () => {
      throw describe(error);
    },
  );

export function openLooks(
  lease: BrowserLease,
  { engine, freezer, library }: { engine: Engine; freezer: Freezer; library: ProbingLibrary },
  { fontFallback = false }: Pick<PlanCall, 'fontFallback'>,
  onConsole: (lines: ConsoleLine[]) => void,
  signal: AbortSignal,
): Looks {
  const webFonts = openWebFonts(freezer, fontFallback);
  /** Whether drawing is held back. It is no longer once a page has read what it draws. */
  let isUnseen = true;
  return {
    get fontSheets() {
      return webFonts.sheets;
    },
    get lostFonts() {
      return webFonts.lost;
    },
    look: ({ hdr, ...known }, at) =>
      webFonts.whileLooking(() =>
        withoutFileTime([freezer, library], async () => {
          for (;;) {
            const setup = { ...known.setup, fontSheets: webFonts.sheets, lostFonts: webFonts.lost, isUnseen };
            const media = openPageMedia(engine.ffmpegPath, library, signal, hdr);
            const opening = performance.now();
            const { page, readiness } = await openComposition(lease, { ...known, setup, media }, signal);
            await using _ = page;
            const seconds = (performance.now() - opening) / 1000;
            const linesOf = () => page.console.lines(setup.fps, null);
            const { readyTimeoutMs } = known;
            // The outcome of a look that has missed a drawing is of no use.
            const outcome = await settle(
              at({ page, readiness, readyTimeoutMs, seconds, lostFonts: webFonts.lost }),
              (error) => withConsole(error, linesOf()),
            );
            onConsole(linesOf());
            const hasMissed = isUnseen && (await page.hasMissedDrawing().catch(() => false));
            if (!hasMissed) return outcome();
            isUnseen = false;
          }
        }),
      ),
  };
}
