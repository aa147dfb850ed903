/**
 * What a prepared page offers to whoever drives it: the render node by CDP, the player by messages.
 * The runtime implements it; a page with only `window.__hf` (a custom engine) still renders.
 * @module
 */
import { LARGE_FAMILIES, type FontsAtLoad } from './fonts.ts';
import type { ExposureStep, ShownFrame } from './media.ts';
import type { SoundTrack } from './sound.ts';
import type { RenderWarning } from './warning.ts';

/** `window.__hf`, the one thing a page must have to be renderable. */
export interface HyperFramesPage {
  /** Seconds; 0 while the page is still being built. */
  readonly duration: number;
  /** Puts the page at a composition time in seconds, in any order. */
  seek(timeSeconds: number): void;
}

/** `window.__edgereel`, for planning and for readiness. */
export interface EdgereelPage {
  /**
   * Settles when scripts, timelines, fonts and images have settled, or when the time is up by the clock, which is the page's own by default.
   * Never rejects.
   */
  whenReady(timeoutMs: number, clock?: { nowMs(): number }): Promise<PageReadiness>;
  /** Sets the page's own time, in milliseconds since the first call; null returns to the browser's clock. */
  passTime(ms: number | null): void;
  /** Settles when the bundled fonts of `PageSetup.fontsAtLoad` have loaded or failed. */
  loadFonts(): Promise<void>;
  /** Facts about the composition as it stands now. JSON values only. */
  describe(): PageDescription;
  /** Short name of an element that uses the file at an absolute URL, by attribute or by style; null when none does. */
  findUser(url: string): string | null;
  /** The text that wants the font file at an absolute URL; null when none does. */
  findFontUse(url: string): FontName | null;
  /** Whether anything but a hint to load it ahead (`<link rel="preload">`) names the file at an absolute URL: an element, a style, a sheet. */
  usesFile(url: string): boolean;
  /** Gets the pictures of the videos that show at a composition time, so that the seek itself finds them there. */
  prepareSeek(timeSeconds: number): Promise<void>;
  /** What each video shows from one frame of the composition to another, `[startFrame, endFrame)`, as far as known by now. */
  reels(startFrame: number, endFrame: number): Reel[];
  /**
   * Frames that videos which are exposed show since the last seek. A video whose look its exposures would not add up to shows its
   * ordinary picture and is left out.
   */
  exposed(): Promise<ShownFrame[]>;
  /** Shows these videos at an exposure. */
  expose(step: ExposureStep): Promise<void>;
  /**
   * Whether a seek to the same time may show something else than the last one did: frame callbacks wait, or fonts and pictures have come that
   * were not there while it was drawn.
   */
  isUnsettled(): boolean;
  /** Settles when all work that the last seek started (image decodes, `waitUntil` promises) is done. */
  whenSeeked(): Promise<void>;
  /**
   * Lays out the scenes that a shader transition blends since the last seek; false when none does. Once they are painted, `blendScenes` shows
   * the blend.
   */
  layOutScenes(): Promise<boolean>;
  blendScenes(): Promise<void>;
  /** Canvases that have lost their WebGL context, and with it their picture. */
  lostContexts(): number;
  /** Names what is or was in the page that a canvas around it would show otherwise than the screen; null when there was nothing. */
  paintObstacle(): string | null;
  /** Draws everything from now on, in a page that was set up with `isUnseen`. */
  beginDrawing(): void;
  /** Whether a page that was set up with `isUnseen` has read pixels that were not drawn, and may have gone another way for it. */
  hasMissedDrawing(): boolean;
  /** How many times `paintObstacle` has found something new to look at: elements, rules, states. */
  paintChanges(): number;
  /** Elements that show a blur: of a filter, or of a shadow of theirs or of their text. */
  countBlurs(): number;
  /**
   * Volumes that scripts give to media elements, by render id, at composition times in seconds; those of elements that no script has
   * touched by then are left out. Leaves the page at the last time.
   */
  sampleVolumes(times: readonly number[]): Record<string, number[]>;
}

/** The frames of a file that one element shows, in the order of showing; one that stays is named once. */
export interface Reel {
  mediaId: string;
  indexes: number[];
}

export type PageReadiness =
  | { ready: true }
  /** Things that were still missing, e.g. `timeline "main"`, `font "Foo" 700`, `image /logo.png`. */
  | { ready: false; missing: string[] };

export interface PageDescription {
  /** Top-level composition elements: those without an ancestor that is one. */
  roots: {
    compositionId: string;
    isMarked: boolean;
    /** Whether it has a start of its own and is not the root, so that it is a timed element like any other. */
    isTimed: boolean;
  }[];
  /** Root that drives size and duration; null when there is none. */
  compositionId: string | null;
  /** Attributes of the root as written; null when absent. */
  attributes: { width: string | null; height: string | null; fps: string | null; duration: string | null };
  /** Length by the rules of the format: declared, else inferred; 0 when there is nothing to infer it from. */
  durationSeconds: number;
  /** Windows of all timed elements in absolute seconds; `end` null means for ever. */
  clips: { start: number; end: number | null }[];
  /** JSON of `data-composition-variables` of the document element and of the root, as written. */
  variables: string[];
  /** The family that serves every text, once per family, weight and style. */
  fonts: FontUse[];
  /** Characters that neither the families of their text nor the engine's own fonts can draw, in the order of the page. */
  missingGlyphs: { characters: string; family: string; element: string }[];
  /** Images that failed to load: source and a short description of the element. */
  brokenImages: { url: string; element: string }[];
  /** Sounds of the page, in document order. */
  tracks: SoundTrack[];
  /** Transfers of the videos that the page plays, as FFmpeg names them, each once. */
  transfers: string[];
  /** Videos that are exposed, but show their ordinary picture, and why. */
  toneMapped: { element: string; reason: string }[];
  /** Hosts whose sub-composition is not in the page. */
  unmountedChildren: UnmountedChild[];
  /** Sub-compositions with a script that threw; the rest of the page went on. `line` is 0 when unknown. */
  failedChildScripts: { compositionId: string; file: string; line: number; message: string }[];
  /** Sub-compositions whose scripts speak of a timeline that was waited for in vain. */
  absentTimelines: { compositionId: string; file: string }[];
  /** Warnings of the page. */
  warnings: RenderWarning[];
  /** Names of what draws the page's WebGL; null when it has asked for none, empty names when it gets none. */
  webgl: { vendor: string; renderer: string } | null;
}

export interface UnmountedChild {
  /** Path in the site, or `#<id>-template`. */
  file: string;
  /** Short description of the host. */
  element: string;
  /** `circular`: the file lies in itself. */
  reason: 'missing' | 'empty' | 'no-composition' | 'circular' | 'too-deep';
}

/** A font as text asks for it. */
export interface FontName {
  family: string;
  /** Computed weight: `400`, `700`. */
  weight: string;
  /** Computed style: `normal`, `italic`, `oblique 10deg`. */
  style: string;
  element: string;
}

export interface FontUse extends FontName {
  /** `undeclared`: no @font-face has this name. `failed`: a face that the text needs has no source that loads. */
  state: 'available' | 'undeclared' | 'failed';
  /** Sources of a failed face as its @font-face lists them; absent for one that a script added. */
  source?: string;
  /** Sheets of Google Fonts that may declare an undeclared family, the most fitting first. */
  sheets?: string[];
  /** Present when a bundled family is drawn for `name`, which is this family or one of its `local()` sources. */
  standIn?: { name: string; family: string; isFormatAlias: boolean };
  /** Families before it in the list that cannot be had. */
  insteadOf?: string[];
}

/** Globals a page is given before its first script runs. */
export interface PageSetup {
  /** Render overrides, read through `window.__hyperframes.getVariables()`. */
  variables: Record<string, unknown>;
  /** `capture` freezes clocks and never plays by itself; `preview` plays on command. */
  mode: 'capture' | 'preview';
  fps: { num: number; den: number };
  /** Address of the site's folder, with a slash at its end, from which sub-compositions are found. Default: `/`. */
  siteUrl?: string;
  /** `fps` is only the default: the root may declare its own. */
  isFpsOpen?: boolean;
  /** The page is shown inside a composition and stands at its time. */
  isFrame?: boolean;
  /** Whether nobody looks at what is drawn until `beginDrawing`, so that WebGL may be left out. */
  isUnseen?: boolean;
  /** Whether nothing lies behind the elements: the root and the page have no background. */
  isTransparent?: boolean;
  /** Style sheets of families that neither the page nor the engine declares, as the plan found them. Default: none. */
  fontSheets?: readonly string[];
  /**
   * Bundled fonts that must be there before the first script of the page, which draws or measures text at once. The script at
   * `FONTS_AT_LOAD_PATH` is then answered when they are. Default: null, none.
   */
  fontsAtLoad?: FontsAtLoad | null;
  /** Families that cannot be had, as the plan found them: the next of the list serves. Default: none. */
  lostFonts?: readonly string[];
  /** Sub-compositions whose timelines never come, as the plan found them. Default: null, the page finds out by waiting. */
  absentTimelines?: readonly string[] | null;
}

/** Folder under which the built runtime and the bundled fonts are served, beside every composition. */
export const RUNTIME_FOLDER = '__edgereel';
export const RUNTIME_PATH = `/${RUNTIME_FOLDER}/runtime.js`;
/** File in that folder that stands for the bundled fonts, all of them. */
export const FONTS_STAMP = 'fonts.stamp';
export const FONTS_CSS_PATH = `/${RUNTIME_FOLDER}/fonts.css`;
/** Path of an empty script in front of the author's own, which is answered once the fonts of the page are there. */
export const FONTS_AT_LOAD_PATH = `/${RUNTIME_FOLDER}/fonts-at-load.js`;

/**
 * Makes a composition's HTML ready for preview or capture: set-up, bundled fonts and runtime come before every author script.
 * A fragment without `<html>` becomes a document.
 */
export function preparePage(html: string, setup: PageSetup): string {
  // `<` is escaped so that no variable can close the script element.
  const json = JSON.stringify(setup).replaceAll('<', '\\u003c');
  const head =
    `<script>window.__edgereelSetup=${json}</script>` +
    `<link rel="stylesheet" crossorigin data-edgereel-fonts href="${FONTS_CSS_PATH}">` +
    LARGE_FONT_SHEETS +
    (setup.fontSheets ?? []).map(linkSheet).join('') +
    `<script src="${RUNTIME_PATH}"></script>` +
    (setup.fontsAtLoad ? `<script src="${FONTS_AT_LOAD_PATH}"></script>` : '');
  const at = findHead(html);
  if (at !== null) return html.slice(0, at) + head + html.slice(at);
  return `<!doctype html><html><head><meta charset="utf-8">${head}${FRAGMENT_STYLE}</head><body>${html}</body></html>`;
}

function linkSheet(url: string): string {
  return `<link rel="stylesheet" href="${url.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">`;
}

/** Links to the sheets of large families. Nothing of them is loaded until the runtime turns one on. */
const LARGE_FONT_SHEETS = Object.entries(LARGE_FAMILIES)
  .map(
    ([sheet, families]) =>
      `<link rel="stylesheet" crossorigin disabled data-edgereel-fonts="${families.join(',')}" href="/${RUNTIME_FOLDER}/fonts/${sheet}.css">`,
  )
  .join('');

const FRAGMENT_STYLE =
  "<style>*{margin:0;padding:0;box-sizing:border-box}html,body{overflow:hidden;background:#000;font-family:'Inter'}</style>";

/** What may stand before a document's first element: space, comments (`<?xml …>` counts as one) and the doctype. */
const PROLOGUE = /(?:\s|\ufeff|<!--(?:>|->|[^]*?(?:--!?>|$))|<![a-z][^>]*>|<\?[^>]*>)*/iy;
/** An opening tag to its end; quoted attribute values may hold `>`. */
const HTML_TAG = /<html(?=[\s/>])(?:"[^"]*"|'[^']*'|[^"'>])*>/iy;
const HEAD_TAG = /<head(?=[\s/>])(?:"[^"]*"|'[^']*'|[^"'>])*>/iy;

/**
 * Where the head's content begins, or would begin: behind `<head>`, `<html>` or the doctype, whichever comes last. Null
 * for a fragment. Goes from the top as a browser does, because only there can these tags stand; what looks like one
 * further down is text.
 */
function findHead(html: string): number | null {
  const skip = (pattern: RegExp, from: number): number => {
    pattern.lastIndex = from;
    return from + (pattern.exec(html)?.[0].length ?? 0);
  };
  const prologue = skip(PROLOGUE, 0);
  const root = skip(HTML_TAG, prologue);
  const beforeHead = skip(PROLOGUE, root);
  const head = skip(HEAD_TAG, beforeHead);
  if (head > beforeHead) return head;
  if (root > prologue) return root;
  const hasDoctype = /<!doctype/i.test(html.slice(0, prologue).replaceAll(/<!--[^]*?-->/g, ''));
  return hasDoctype ? prologue : null;
}
