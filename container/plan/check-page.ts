/**
 * Finds what keeps a loaded page from being rendered faithfully: the first such thing, as the error that names it.
 * @module
 */
import { EdgereelError, type ErrorCode } from '#contracts/errors.ts';
import type { FontName, PageDescription, PageReadiness } from '#contracts/page.ts';
import type { RenderWarning } from '#contracts/warning.ts';
import type { CompositionPage } from '../capture/composition-page.ts';
import { scriptFailure } from '../capture/page-scripts.ts';
import { nameOf, type MissingFile } from '../capture/missing-file.ts';
import { findLosses, type Losses } from './find-losses.ts';
import { FALLBACK_OPTION, UndeclaredFonts } from './web-fonts.ts';

/** A script that threw explains what comes after it, so it is named first. */
export function checkScripts(page: CompositionPage): void {
  const [error] = page.scriptErrors;
  if (error) throw scriptFailure(error);
}

export function checkReadiness(readiness: PageReadiness, timeoutMs: number): void {
  if (readiness.ready) return;
  throw new EdgereelError(
    'COMPOSITION_NOT_READY',
    `After ${timeoutMs / 1000} s the composition still waits for ${readiness.missing.join(', ')}.${wayOut(readiness.missing)}`,
    { details: { missing: readiness.missing } },
  );
}

/** Throws when a timeline was waited for in vain. */
export function checkTimelines({ absentTimelines }: PageDescription, timeoutMs: number): void {
  const missing = absentTimelines.map(({ compositionId }) => `timeline "${compositionId}"`);
  if (missing.length > 0) checkReadiness({ ready: false, missing }, timeoutMs);
}

function wayOut(missing: readonly string[]): string {
  const timeline = missing.map((what) => /^timeline "(.*)"$/.exec(what)?.[1]).find((id) => id !== undefined);
  if (timeline === undefined) return '';
  return ` Register it with window.__timelines["${timeline}"] = timeline, or set data-no-timeline on the root.`;
}

/** Throws for a file that the page cannot be without; returns what the page does without. */
export async function checkAssets(
  page: CompositionPage,
  { brokenImages }: PageDescription,
  lostFonts: readonly string[],
): Promise<Losses> {
  const losses = await findLosses(page, lostFonts);
  if (losses.needed) throw await namingItsUser(page, losses.needed);
  const broken = brokenImages.find(({ url }) => !losses.urls.includes(url.split('#')[0]!));
  if (broken) throw withUser(notDecodable(broken.url), 'image', broken.element);
  return losses;
}

/** A script that could not be had explains the errors of those that count on it. */
export async function checkScriptFiles(page: CompositionPage): Promise<void> {
  const { needed } = await findLosses(page, [], ({ kind }) => kind === 'Script');
  if (needed) throw await namingItsUser(page, needed);
}

/** Checks that SwiftShader draws the WebGL of the page: nothing else draws the same on every machine. */
export function checkWebgl({ webgl }: PageDescription): void {
  if (!webgl || (webgl.vendor === 'Google Inc. (Google)' && /swiftshader/i.test(webgl.renderer))) return;
  throw new EdgereelError(
    'BROWSER_GPU_NOT_SOFTWARE',
    webgl.renderer
      ? `WebGL must be drawn by SwiftShader, not by ${webgl.renderer} (${webgl.vendor}): use Chrome's headless shell with its own SwiftShader.`
      : "The page asks for WebGL and Chrome has none: the node needs SwiftShader (libvk_swiftshader) beside Chrome's headless shell.",
    { details: webgl },
  );
}

/** Codes that say more than that the plan lacks a file. */
const OWN_REASONS: ErrorCode[] = [
  'ASSET_NOT_FROZEN',
  'VIDEO_EXTRACTION_FAILED',
  'STORAGE_UNAVAILABLE',
  'CANCELLED',
  'SITE_FILE_DAMAGED',
  'PLAN_DAMAGED',
];

/**
 * For a chunk: a file that its plan does not hold was not there either when the plan was made. Returns warnings of files that only this
 * chunk's scripts have requested.
 */
export async function checkFrozen(page: CompositionPage, lost: readonly string[] = []): Promise<RenderWarning[]> {
  const known = new Set(lost);
  const { needed: missing, warnings } = await findLosses(page, [], ({ url }) => !known.has(url));
  if (!missing) return warnings;
  if (OWN_REASONS.includes(missing.error.code)) throw missing.error;
  throw new EdgereelError('ASSET_NOT_FROZEN', `The page asked for ${missing.url}, which its plan does not hold.`, {
    details: { url: missing.url, reason: missing.error.message },
  });
}

/** Throws `UndeclaredFonts` for families that may still be found elsewhere. */
export function checkFonts({ fonts }: PageDescription): void {
  const undeclared = fonts.filter(({ state }) => state === 'undeclared');
  if (undeclared.length > 0) throw new UndeclaredFonts(undeclared);
  const failed = fonts.find(({ state }) => state === 'failed');
  if (!failed) return;
  const { family, weight, style, element, source } = failed;
  const what = source === undefined ? '' : `: ${source}`;
  throw new EdgereelError(
    'FONT_FETCH_FAILED',
    `The font family "${family}" (weight ${weight}, used by ${element}) has a face without a source that loads${what}. Name a font file of the site (woff2, woff, ttf or otf), or let the next family of the list serve (${FALLBACK_OPTION}).`,
    { details: { family, weight, style, element, ...(source !== undefined && { source }) } },
  );
}

/** Codes for a font whose file cannot be had, by the code of the file. */
const FONT_CODES: Partial<Record<ErrorCode, ErrorCode>> = {
  ASSET_FETCH_FAILED: 'FONT_FETCH_FAILED',
  ASSET_FETCH_UNAVAILABLE: 'FONT_FETCH_UNAVAILABLE',
};

function fontFailure(code: ErrorCode, use: FontName | null, cause: EdgereelError): EdgereelError {
  const what = use ? `The font family "${use.family}" (weight ${use.weight}, used by ${use.element})` : 'A font';
  return new EdgereelError(
    code,
    `${what} cannot be had: ${cause.message} Another family may serve (${FALLBACK_OPTION}).`,
    {
      details: { ...cause.details, ...(use && fontDetails(use)) },
      cause,
    },
  );
}

const fontDetails = ({ family, weight, style, element }: FontName) => ({ family, weight, style, element });

function notDecodable(url: string): EdgereelError {
  const name = nameOf(url);
  return new EdgereelError('NOT_MEDIA_PAYLOAD', `The image ${name} cannot be decoded: replace it with an intact one.`, {
    details: { url: name },
  });
}

async function namingItsUser(page: CompositionPage, { url, kind, error }: MissingFile): Promise<EdgereelError> {
  if (kind === 'Font') return fontFailure(FONT_CODES[error.code] ?? error.code, await page.findFontUse(url), error);
  return withUser(error, kind.toLowerCase(), await page.findUser(url));
}

function withUser(error: EdgereelError, kind: string, element: string | null): EdgereelError {
  const user = element === null ? '' : ` It is used by ${element}.`;
  return new EdgereelError(error.code, `${error.message}${user}`, {
    details: { ...error.details, kind, ...(element !== null && { element }) },
    cause: error.cause,
  });
}
