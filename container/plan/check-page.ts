/**
 * What keeps a loaded page from being rendered faithfully: the first such thing, as the error that names it.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import type { PageDescription, PageReadiness } from '#contracts/page.ts';
import { findNeeded, isLocal, PAGE_ORIGIN } from '../capture/answer-requests.ts';
import { scriptFailure, type CompositionPage } from '../capture/composition-page.ts';

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

function wayOut(missing: readonly string[]): string {
  const timeline = missing.map((what) => /^timeline "(.*)"$/.exec(what)?.[1]).find((id) => id !== undefined);
  if (timeline === undefined) return '';
  return ` Register it with window.__timelines["${timeline}"] = timeline, or set data-no-timeline on the root.`;
}

export function checkAssets(page: CompositionPage, description: PageDescription): void {
  const missing = findNeeded(page.missing);
  if (missing) throw assetNotFound(missing.url, missing.kind.toLowerCase(), describingImage(missing.url, description));
  const broken = description.brokenImages[0];
  if (broken) throw assetNotFound(broken.url, 'image', broken.element);
}

export function checkFonts({ fonts }: PageDescription): void {
  const font = fonts.find((candidate) => !candidate.isAvailable);
  if (!font) return;
  const { family, weight, element } = font;
  throw new EdgereelError(
    'FONT_FETCH_FAILED',
    `The font family "${family}" (weight ${weight}, used by ${element}) is neither bundled nor declared: add an @font-face with a file of the site.`,
    { details: { family, weight, element } },
  );
}

function assetNotFound(url: string, kind: string, element: string | undefined): EdgereelError {
  const name = isLocal(url) ? decodeURI(url.slice(PAGE_ORIGIN.length + 1)) : url;
  const wayOut = isLocal(url) ? 'add it to the site' : 'remote files are not fetched; put a copy into the site';
  return new EdgereelError('ASSET_NOT_FOUND', `The ${kind} ${name} does not exist: ${wayOut}.`, {
    details: { url: name, kind, ...(element !== undefined && { element }) },
  });
}

function describingImage(url: string, { brokenImages }: PageDescription): string | undefined {
  return brokenImages.find((image) => image.url === url)?.element;
}
