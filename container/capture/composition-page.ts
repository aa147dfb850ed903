/**
 * A composition in a page: loaded, ready, and put at any time.
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Protocol } from 'puppeteer-core';
import { EdgereelError } from '#contracts/errors.ts';
import type { ExposureStep, ShownFrame } from '#contracts/media.ts';
import {
  RUNTIME_FOLDER,
  type FontName,
  type PageDescription,
  type PageReadiness,
  type PageSetup,
  type Reel,
} from '#contracts/page.ts';
import { PAINTER_PAGE, type Painting } from '#contracts/painter.ts';
import type { BrowserLease } from '../browser/browser-pool.ts';
import { openPage, pageLeft, type PageSession, type Viewport } from '../browser/page-session.ts';
import { prepareAboutFrames } from './about-frames.ts';
import { answerRequests } from './answer-requests.ts';
import { startFrameClock, type FrameClock, type PictureKind } from './frame-clock.ts';
import { PAGE_ORIGIN, type MissingFile } from './missing-file.ts';
import { openPainter, type Painter } from './painter.ts';
import type { BrokenPicture, PageMedia } from './page-media.ts';
import type { RemoteFiles } from './remote-files.ts';
import { serveFiles, type SiteFiles } from './site-files.ts';

export interface CompositionSource {
  files: SiteFiles;
  /** Called before one of them is read; it may not be on disk until then. */
  bring?: (path: string) => Promise<void>;
  /** What the page may load from other origins. */
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
  describe(): Promise<PageDescription>;
  /** Short name of an element that uses the file at a URL; null when none is found. */
  findUser(url: string): Promise<string | null>;
  /** The text that wants the font file at a URL; null when none is found. */
  findFontUse(url: string): Promise<FontName | null>;
  /** Whether anything but a hint to load it ahead wants the file at a URL, which is no font. */
  usesFile(url: string): Promise<boolean>;
  /** As `EdgereelPage` has it. */
  sampleVolumes(times: readonly number[]): Promise<Record<string, number[]>>;
  /** Settles when the requests that wait have their answers; false when none waits. */
  whenAnswered(): Promise<boolean>;
  /** As `PageMedia` has it. */
  brokenPictures(): Promise<BrokenPicture[]>;
  /** Throws `BROWSER_CRASHED` or `WEBGL_CONTEXT_LOST` when a picture since the page was opened may be wrong. */
  checkDrawing(): Promise<void>;
  /** Has the videos' frames of `[startFrame, endFrame)` made ready, as far as what shows when is known by now. */
  expectFrames(startFrame: number, endFrame: number): Promise<void>;
  /** Puts the page at a composition time in seconds and waits for what the seek started. */
  seek(timeSeconds: number): Promise<void>;
  /** Seeks and paints a page that is painted. The picture is as `Painter` has it. */
  paint(timeSeconds: number, painting: Painting): Promise<Buffer>;
  /** As `EdgereelPage` has them. */
  paintObstacle(): Promise<string | null>;
  countBlurs(): Promise<number>;
  /** How many exposures the HDR videos take that show since the seek; null when none shows. */
  countExposures(): Promise<number | null>;
  /** Shows these videos at an exposure. */
  expose(step: ExposureStep): Promise<void>;
}

export interface ScriptError {
  message: string;
  url: string;
  /** 1-based; 0 when unknown. */
  line: number;
}

/** How long the pictures of a frame's videos may take: as long as decoding from a far keyframe on a busy machine. */
const PICTURES_TIMEOUT_MS = 120_000;
/** While the page gets ready, frames are drawn so that images decode and fonts load. */
const TICK_WHILE_LOADING_MS = 30;

/** Loads the composition into a fresh page. Returns it whether ready or not: `readiness` says. */
export async function openComposition(
  lease: BrowserLease,
  source: CompositionSource,
  signal: AbortSignal,
): Promise<{ page: CompositionPage; readiness: PageReadiness }> {
  const { isPainted } = source;
  const session = await openPage(lease, source.viewport, signal, { isInProfile: isPainted });
  let opening: Promise<Painter> | null = null;
  const close = async (): Promise<void> => {
    await session[Symbol.asyncDispose]();
    await opening?.then(
      (painter) => painter[Symbol.asyncDispose](),
      () => {},
    );
    await source.media[Symbol.asyncDispose]();
  };
  try {
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
    let compositionFrame: string | undefined;
    const requests = await session.guard(
      answerRequests(cdp, { site, remote: source.remote, media: source.media }, (id) => id === compositionFrame),
    );
    const clock = await startFrameClock(session, { kind: isPainted ? null : source.picture, timeoutMs: source.readyTimeoutMs });
    await session.checkDrawing();
    const evaluate = makeEvaluate(session, source.readyTimeoutMs);
    // What a decoder takes is not the page's time.
    const whenPrepared = makeEvaluate(session, PICTURES_TIMEOUT_MS);
    /** Its window, seen from the page that is spoken to. */
    const composition = isPainted ? 'frames[0]' : 'window';
    let hasVideos = false;
    /** Asks the runtime for something it always has. */
    async function ask<Answer>(question: string): Promise<Answer> {
      const answer = await evaluate<Answer | null>(`${composition}.__edgereel?.${question} ?? null`);
      if (answer === null) throw pageLeft();
      return answer;
    }

    async function seek(timeSeconds: number, andThen = ''): Promise<void> {
      if (hasVideos) await whenPrepared(`${composition}.__edgereel?.prepareSeek(${timeSeconds})`);
      if (!(await evaluate<boolean>(SEEK(composition, timeSeconds, andThen)))) throw pageLeft();
    }

    const getFrames = async () => (await session.guard(cdp.send('Page.getFrameTree'))).frameTree;
    let { frame } = await getFrames();
    if (isPainted) {
      await load(session, source, clock, { path: `${RUNTIME_FOLDER}/${PAINTER_PAGE}`, frame });
      frame = (await getFrames()).childFrames![0]!.frame;
    }
    compositionFrame = frame.id;
    // The one takes its time beside the other.
    opening = isPainted ? openPainter(session, source.viewport, evaluate) : null;
    opening?.catch(() => {});
    await load(session, source, clock, { path: source.entry, frame });
    const painter = await opening;
    const readiness = await tickUntil(clock, ask<PageReadiness>(`whenReady(${source.readyTimeoutMs})`));
    const page: CompositionPage = {
      clock,
      missing: requests.missing,
      brokenPictures: source.media.broken,
      scriptErrors,
      async checkDrawing() {
        await session.checkDrawing();
        const lost = await ask<number>('lostContexts()');
        if (lost > 0) throw contextLost(lost);
      },
      describe: () => ask<PageDescription>('describe()'),
      findUser: (url) => evaluate<string | null>(`${composition}.__edgereel?.findUser(${JSON.stringify(url)}) ?? null`),
      findFontUse: (url) =>
        evaluate<FontName | null>(`${composition}.__edgereel?.findFontUse(${JSON.stringify(url)}) ?? null`),
      usesFile: (url) => evaluate<boolean>(`${composition}.__edgereel?.usesFile(${JSON.stringify(url)}) ?? true`),
      sampleVolumes: (times) => evaluate(`${composition}.__edgereel?.sampleVolumes(${JSON.stringify(times)}) ?? {}`),
      whenAnswered: () => session.guard(requests.whenAnswered()),
      async expectFrames(startFrame, endFrame) {
        const reels = await evaluate<Reel[]>(`${composition}.__edgereel?.reels(${startFrame}, ${endFrame}) ?? []`);
        hasVideos = reels.length > 0;
        await session.guard(source.media.expect(reels));
      },
      seek: (timeSeconds) => seek(timeSeconds),
      async paint(timeSeconds, painting) {
        if (!painter) throw new EdgereelError('INTERNAL', 'The page is not a painted one.');
        await seek(timeSeconds, painter.begin(painting));
        await clock.tick(timeSeconds);
        return painter.picture();
      },
      paintObstacle: () => evaluate<string | null>(`${composition}.__edgereel?.paintObstacle() ?? null`),
      countBlurs: () => ask<number>('countBlurs()'),
      async countExposures() {
        if (!hasVideos) return null;
        const shown = await whenPrepared<ShownFrame[]>(`${composition}.__edgereel?.exposed() ?? []`);
        return shown.length === 0 ? null : session.guard(source.media.countExposures(shown));
      },
      expose: (step) => whenPrepared(`${composition}.__edgereel?.expose(${JSON.stringify(step)})`),
      [Symbol.asyncDispose]: close,
    };
    return { page, readiness };
  } catch (error) {
    await close();
    throw error;
  }
}

const SEEK = (composition: string, timeSeconds: number, andThen: string) =>
  `(async () => {
    const page = ${composition};
    if (!page.__edgereel) return false;
    page.__player.renderSeek(${timeSeconds});
    await page.__edgereel.whenSeeked();
    ${andThen};
    return true;
  })()`;

async function load(
  session: PageSession,
  source: CompositionSource,
  clock: FrameClock,
  { path, frame: { id: frameId, loaderId: blankPage } }: { path: string; frame: Protocol.Page.Frame },
): Promise<void> {
  const loaded = new Promise<void>((resolve) => {
    session.cdp.on('Page.lifecycleEvent', ({ name, ...event }) => {
      if (name === 'DOMContentLoaded' && event.frameId === frameId && event.loaderId !== blankPage) resolve();
    });
  });
  const url = `${PAGE_ORIGIN}/${path.split('/').map(encodeURIComponent).join('/')}`;
  const tooSlow = {
    timeoutMs: source.readyTimeoutMs,
    onTimeout: () =>
      new EdgereelError(
        'COMPOSITION_NOT_READY',
        `${source.entry} did not load within ${source.readyTimeoutMs / 1000} s.`,
        {
          details: { file: source.entry },
        },
      ),
  };
  const { errorText } = await session.guard(session.cdp.send('Page.navigate', { url, frameId }), tooSlow);
  if (errorText) {
    throw new EdgereelError('COMPOSITION_INVALID', `${source.entry} could not be loaded: ${errorText}.`, {
      details: { file: source.entry },
    });
  }
  await session.guard(tickUntil(clock, loaded), tooSlow);
}

/** Draws unseen frames until the work is done: without them Chrome neither lays out nor decodes. */
async function tickUntil<Result>(clock: FrameClock, work: Promise<Result>): Promise<Result> {
  const done = new AbortController();
  const ticking = (async () => {
    while (!done.signal.aborted) {
      await clock.tick();
      await sleep(TICK_WHILE_LOADING_MS, undefined, { signal: done.signal }).catch(() => {});
    }
  })();
  // The work fails when the page does; the clock then only repeats it, or hangs with the page.
  ticking.catch(() => {});
  const result = await work.finally(() => done.abort());
  await ticking;
  return result;
}

/** Evaluates an expression in the page; an exception of the page is the author's. */
function makeEvaluate(session: PageSession, timeoutMs: number) {
  return async <Result>(expression: string): Promise<Result> => {
    const { result, exceptionDetails } = await session.guard(
      session.cdp.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }),
      {
        // The page's own deadline comes first; this one is for a page that no longer answers.
        timeoutMs: timeoutMs + 5_000,
        onTimeout: () =>
          new EdgereelError(
            'COMPOSITION_NOT_READY',
            `The page did not answer within ${timeoutMs / 1000} s: a script runs without end.`,
          ),
      },
    );
    if (exceptionDetails) throw scriptFailure(toScriptError(exceptionDetails));
    return result.value as Result;
  };
}

function collectScriptErrors(cdp: CDPSession): readonly ScriptError[] {
  const errors: ScriptError[] = [];
  cdp.on('Runtime.exceptionThrown', ({ exceptionDetails }) => errors.push(toScriptError(exceptionDetails)));
  return errors;
}

function toScriptError({ exception, text, url, lineNumber }: Protocol.Runtime.ExceptionDetails): ScriptError {
  const message =
    exception?.description?.split('\n')[0] ?? (exception?.value === undefined ? text : String(exception.value));
  return { message, url: url?.replace(`${PAGE_ORIGIN}/`, '') ?? '', line: url ? lineNumber + 1 : 0 };
}

function contextLost(canvases: number): EdgereelError {
  return new EdgereelError(
    'WEBGL_CONTEXT_LOST',
    `${canvases} WebGL canvas${canvases > 1 ? 'es' : ''} of the page lost the context: Chrome keeps 16 per page and takes the oldest for a new one; share a context, or use fewer.`,
    { details: { canvases } },
  );
}

export function scriptFailure({ message, url, line }: ScriptError): EdgereelError {
  const place = url ? ` (${url}${line > 0 ? `:${line}` : ''})` : '';
  return new EdgereelError('COMPOSITION_SCRIPT_FAILED', `A script of the composition threw${place}: ${message}`, {
    details: { file: url, line },
  });
}
