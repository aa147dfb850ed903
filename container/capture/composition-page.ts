/**
 * A composition in a page: loaded, ready, and put at any time.
 * @module
 */
import type { Protocol } from 'puppeteer-core';
import { EdgereelError } from '#contracts/errors.ts';
import type { ExposureStep } from '#contracts/media.ts';
import {
  RUNTIME_FOLDER,
  type FontName,
  type PageDescription,
  type PageReadiness,
  type PageSetup,
} from '#contracts/page.ts';
import { lookSize, PAINTER_PAGE, type PaintDifference, type Painting } from '#contracts/painter.ts';
import type { BrowserLease } from '../browser/browser-pool.ts';
import { openPage, pageLeft, type PageSession, type Viewport } from '../browser/page-session.ts';
import { prepareAboutFrames } from './about-frames.ts';
import { answerRequests } from './answer-requests.ts';
import { loadFonts, makeAsk, orLeft, seekTo, tellTime, type AskPage, type Sought } from './ask-page.ts';
import { startFrameClock, type FrameClock, type PictureKind } from './frame-clock.ts';
import { loadPage, tickUntil } from './load-page.ts';
import type { MissingFile } from './missing-file.ts';
import { keepConsole, withConsole, type PageConsole } from './page-console.ts';
import { collectScriptErrors, makeEvaluate, type Evaluate, type ScriptError } from './page-scripts.ts';
import { openPainter, type Painter } from './painter.ts';
import type { BrokenPicture, PageMedia } from './page-media.ts';
import type { RemoteFiles } from '../artifacts/remote-files.ts';
import { serveFiles, type SiteFiles } from '../artifacts/site-files.ts';

export interface CompositionSource {
  files: SiteFiles;
  /** Called before one of them is read; it may not be on disk until then. */
  bring?: (path: string) => Promise<void>;
  /** Files from other origins that the page may load. */
  remote: RemoteFiles;
  /** Belongs to the page that is opened, and ends with it. */
  media: PageMedia;
  engineAssets: string;
  entry: string;
  setup: PageSetup;
  viewport: Viewport;
  picture: PictureKind;
  /** Whether its pictures are painted; else the compositor draws them. */
  isPainted: boolean;
  readyTimeoutMs: number;
}

export interface CompositionPage extends AsyncDisposable {
  readonly clock: FrameClock;
  /** Grows while the page runs. */
  readonly missing: readonly MissingFile[];
  readonly scriptErrors: readonly ScriptError[];
  readonly console: PageConsole;
  describe(): Promise<PageDescription>;
  /** Short name of an element that uses the file at a URL; null when none is found. */
  findUser(url: string): Promise<string | null>;
  /** The text that wants the font file at a URL; null when none is found. */
  findFontUse(url: string): Promise<FontName | null>;
  /** Whether anything but a hint to load it ahead names the file at a URL. */
  usesFile(url: string): Promise<boolean>;
  /** As `EdgereelPage` has it. */
  sampleVolumes(times: readonly number[]): Promise<Record<string, number[]>>;
  /** Settles when the requests that wait have their answers; false when none waits. */
  whenAnswered(): Promise<boolean>;
  /** As `PageMedia` has it. */
  brokenPictures(): Promise<BrokenPicture[]>;
  /** Throws `BROWSER_CRASHED` or `WEBGL_CONTEXT_LOST` when a picture since the page was opened may be wrong. */
  checkDrawing(): Promise<void>;
  /** The part of it that asks the browser alone. */
  checkDrawer(): Promise<void>;
  /** Makes the frames of videos ready that show in `[startFrame, endFrame)`, as far as what shows when is known by now. */
  expectFrames(startFrame: number, endFrame: number): Promise<void>;
  /** Puts the page at a composition time in seconds and waits for what the seek started. */
  seek(timeSeconds: number): Promise<void>;
  /** As `EdgereelPage` has it. */
  isUnsettled(): Promise<boolean>;
  /** Same as in `Painter`; only for a page that is painted. */
  paintNext(timeSeconds: number, painting: Painting): Promise<Buffer | null>;
  paintLast(): Promise<Buffer | null>;
  comparePainting(timeSeconds: number): Promise<PaintDifference>;
  /** How many times `paintNext` has found something in the page to examine. */
  paintChanges(): number;
  /** As `EdgereelPage` has them. */
  paintObstacle(): Promise<string | null>;
  countBlurs(): Promise<number>;
  beginDrawing(): Promise<void>;
  hasMissedDrawing(): Promise<boolean>;
  /** How many exposures the HDR videos take that show since the seek; null when none shows. */
  countExposures(): Promise<number | null>;
  /** Shows these videos at an exposure. */
  expose(step: ExposureStep): Promise<void>;
}

/** Picture that the compositor draws of a painted page for a comparison. */
const COMPARED_PICTURE: PictureKind = { type: 'png', quality: 100, isPassing: true, isTransparent: false };

/** How long the pictures of a frame's videos may take: as long as decoding from a far keyframe on a busy machine. */
const PICTURES_TIMEOUT_MS = 120_000;

/** Loads the composition into a fresh page. Returns it whether ready or not: `readiness` says. */
export async function openComposition(
  lease: BrowserLease,
  source: CompositionSource,
  signal: AbortSignal,
): Promise<{ page: CompositionPage; readiness: PageReadiness }> {
  const { isPainted, readyTimeoutMs: timeoutMs } = source;
  const session = await openPage(lease, source.viewport, signal, {
    isInProfile: isPainted,
    ...(isPainted && { drawn: lookSizeOf(source.viewport) }),
  });
  let opening: Promise<Painter> | null = null;
  let compositionFrame: string | undefined;
  const console = keepConsole(session.cdp);
  const close = async (): Promise<void> => {
    await session[Symbol.asyncDispose]();
    await opening?.then(
      (painter) => painter[Symbol.asyncDispose](),
      () => {},
    );
    await source.media[Symbol.asyncDispose]();
  };
  try {
    const { scriptErrors, requests, clock } = await prepare(session, source, (id) => id === compositionFrame);
    const departure = Promise.withResolvers<never>();
    departure.promise.catch(() => {});
    const evaluate = makeEvaluate(session, timeoutMs, departure.promise);
    const frame = isPainted ? await loadPainter(session, clock, timeoutMs) : (await getFrames(session)).frame;
    compositionFrame = frame.id;
    // The one takes its time beside the other.
    opening = isPainted ? openPainter(lease, clock, source.viewport, evaluate) : null;
    opening?.catch(() => {});
    using _time = tellTime(session, isPainted);
    await loadPage(session, clock, { path: source.entry, frame, timeoutMs });
    // What the composition in a frame was asked never gets an answer once it has left.
    session.cdp.on('Page.frameNavigated', (event) => {
      if (isPainted && event.frame.id === frame.id) departure.reject(pageLeft());
    });
    const painter = await opening;
    const ask = makeAsk(evaluate, isPainted);
    const readiness = orLeft(await tickUntil(clock, ask('whenReady', timeoutMs)));
    // What a decoder takes is not the page's time.
    const askForMedia = makeAsk(makeEvaluate(session, PICTURES_TIMEOUT_MS, departure.promise), isPainted);
    const page: CompositionPage = {
      ...{ clock, scriptErrors, console, missing: requests.missing },
      whenAnswered: () => session.guard(requests.whenAnswered()),
      checkDrawer: () => session.checkDrawing(),
      async checkDrawing() {
        await session.checkDrawing();
        const lost = orLeft(await ask('lostContexts'));
        if (lost > 0) throw contextLost(lost);
      },
      ...questions(ask),
      ...pictures(session, { clock, evaluate, ask, askForMedia, console }, source, painter),
      [Symbol.asyncDispose]: close,
    };
    return { page, readiness };
  } catch (error) {
    await close();
    throw withConsole(error, console.lines(source.setup.fps, null));
  }
}

const lookSizeOf = ({ width, height, scale }: Viewport) => lookSize(width * scale, height * scale);

/** Questions of a plan to the page. */
const questions = (ask: AskPage) => ({
  describe: async () => orLeft(await ask('describe')),
  findUser: async (url: string) => (await ask('findUser', url)) ?? null,
  findFontUse: async (url: string) => (await ask('findFontUse', url)) ?? null,
  usesFile: async (url: string) => (await ask('usesFile', url)) ?? true,
  sampleVolumes: async (times: readonly number[]) => (await ask('sampleVolumes', times)) ?? {},
  paintObstacle: async () => (await ask('paintObstacle')) ?? null,
  isUnsettled: async () => orLeft(await ask('isUnsettled')),
  beginDrawing: async () => {
    await ask('beginDrawing');
  },
  hasMissedDrawing: async () => (await ask('hasMissedDrawing')) ?? false,
  countBlurs: async () => orLeft(await ask('countBlurs')),
});

/** Frame after frame: the pictures of its videos are brought, then the page is put there. */
function pictures(
  session: PageSession,
  {
    clock,
    evaluate,
    ask,
    askForMedia,
    console,
  }: { clock: FrameClock; evaluate: Evaluate; ask: AskPage; askForMedia: AskPage; console: PageConsole },
  { media, isPainted }: CompositionSource,
  painter: Painter | null,
) {
  let hasVideos = false;
  const prepareSeek = async (timeSeconds: number): Promise<void> => {
    console.enter(timeSeconds);
    if (hasVideos) await askForMedia('prepareSeek', timeSeconds);
  };
  return {
    brokenPictures: media.broken,
    async expectFrames(startFrame: number, endFrame: number) {
      const reels = (await ask('reels', startFrame, endFrame)) ?? [];
      hasVideos = reels.length > 0;
      await session.guard(media.expect(reels));
    },
    async seek(timeSeconds: number) {
      await prepareSeek(timeSeconds);
      const sought = await evaluate<Sought | null>(seekTo(timeSeconds, isPainted));
      if (!sought) throw pageLeft();
      if (!sought.isBlending) return;
      await clock.tick(timeSeconds);
      await ask('blendScenes');
    },
    async paintNext(timeSeconds: number, painting: Painting) {
      await prepareSeek(timeSeconds);
      return painter!.next(seekTo(timeSeconds, isPainted), timeSeconds, painting);
    },
    paintLast: () => painter!.last(),
    paintChanges: () => painter?.changes ?? 0,
    comparePainting: (timeSeconds: number) => painter!.compare(timeSeconds),
    async countExposures() {
      if (!hasVideos) return null;
      const shown = (await askForMedia('exposed')) ?? [];
      return shown.length === 0 ? null : session.guard(media.countExposures(shown));
    },
    async expose(step: ExposureStep) {
      await askForMedia('expose', step);
    },
  };
}

/** Sets up everything that must be there before the first file is asked for. */
async function prepare(
  session: PageSession,
  source: CompositionSource,
  isComposition: (frameId: string | undefined) => boolean,
) {
  const { cdp } = session;
  const scriptErrors = collectScriptErrors(cdp);
  // Nobody is there to answer a dialog, and the page stands still while it is open.
  cdp.on('Page.javascriptDialogOpening', () => {
    cdp.send('Page.handleJavaScriptDialog', { accept: true }).catch(() => {});
  });
  await session.guard(Promise.all([cdp.send('Page.enable'), cdp.send('Runtime.enable')]));
  await session.guard(cdp.send('Page.setLifecycleEventsEnabled', { enabled: true }));
  await session.guard(prepareAboutFrames(cdp, source.engineAssets, source.setup));
  const site = serveFiles(source.files, source.engineAssets, source.setup, source.bring);
  const files = {
    site,
    remote: source.remote,
    media: source.media,
    whenFontsLoaded: () => loadFonts(cdp, source.isPainted),
  };
  const requests = await session.guard(answerRequests(cdp, files, isComposition));
  const kind = source.isPainted ? COMPARED_PICTURE : source.picture;
  const clock = await startFrameClock(session, { kind, timeoutMs: source.readyTimeoutMs });
  await session.checkDrawing();
  return { scriptErrors, requests, clock };
}

/** Returns the frame that the painter's page has for the composition. */
async function loadPainter(session: PageSession, clock: FrameClock, timeoutMs: number): Promise<Protocol.Page.Frame> {
  const { frame } = await getFrames(session);
  await loadPage(session, clock, { path: `${RUNTIME_FOLDER}/${PAINTER_PAGE}`, frame, timeoutMs });
  return (await getFrames(session)).childFrames![0]!.frame;
}

const getFrames = async ({ cdp, guard }: PageSession): Promise<Protocol.Page.FrameTree> =>
  (await guard(cdp.send('Page.getFrameTree'))).frameTree;

function contextLost(canvases: number): EdgereelError {
  return new EdgereelError(
    'WEBGL_CONTEXT_LOST',
    `${canvases} WebGL canvas${canvases > 1 ? 'es' : ''} of the page lost the context: Chrome keeps 16 per page and takes the oldest for a new one; share a context, or use fewer.`,
    { details: { canvases } },
  );
}
