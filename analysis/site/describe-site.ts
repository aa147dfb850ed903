/**
 * Discovery: what a site holds, without rendering it.
 * @module
 */
import { formatFps, parseFps } from '#contracts/fps.ts';
import type { CompositionDescription, SiteDescription } from '#contracts/site-description.ts';
import { parseVariables } from '#contracts/variables.ts';
import { declaredFamilies, findFontUses, isFontServiceUrl, linkedFamilies } from './fonts.ts';
import { nameElement, textOf, type HtmlElement } from './html.ts';
import { findBundled, findStandIn } from './known-fonts.ts';
import { findMedia } from './media.ts';
import type { SiteDocument, SiteModel } from './site-model.ts';
import { resolveUrl } from './site-url.ts';
import { parseSeconds } from '#contracts/time-grammar.ts';
import { enclosingComposition, resolveTiming, type TimedElement } from './timing.ts';

export function describeSite(site: SiteModel): SiteDescription {
  return {
    compositions: site.documents.flatMap(describeCompositions),
    fonts: describeFonts(site),
    fontLinks: [...new Set(site.documents.flatMap(({ remoteSheets }) => remoteSheets.filter(isFontServiceUrl)))],
    media: site.documents.flatMap((document) => describeMedia(document, site.paths)),
    skippedFiles: [...site.skipped],
  };
}

/** Compositions with content of their own: elements that only mount a file are clips of the composition around them. */
export function describeCompositions(document: SiteDocument): CompositionDescription[] {
  const timed = resolveTiming(document.elements);
  const context: DocumentContext = {
    title: findTitle(document),
    description: findDescription(document),
    clips: Map.groupBy(timed, ({ element }) => enclosingComposition(element)),
    timing: new Map(timed.map((clip) => [clip.element, clip])),
  };
  return document.compositions
    .filter(({ attributes }) => !attributes.has('data-composition-src'))
    .map((element) => describeComposition(document, element, context));
}

/** What is found once for all compositions of a document. */
interface DocumentContext {
  title: string | null;
  description: string | null;
  clips: ReadonlyMap<HtmlElement | null, TimedElement[]>;
  timing: ReadonlyMap<HtmlElement, TimedElement>;
}

function describeComposition(
  document: SiteDocument,
  element: HtmlElement,
  { title, description, clips: clipsOf, timing }: DocumentContext,
): CompositionDescription {
  const { attributes } = element;
  const isRoot = element === document.root;
  const clips = clipsOf.get(element) ?? [];
  const declared = declaredDuration(element);
  const inferred = inferDuration(clips, timing.get(element)?.start ?? 0);
  return {
    id: attributes.get('data-composition-id')!,
    file: document.path,
    role: isRoot && document.role === 'entry' ? 'entry' : 'sub',
    hostFiles: isRoot ? [...new Set(document.hosts.map(({ file }) => file))] : [document.path],
    title,
    description,
    width: parseSize(attributes.get('data-width')),
    height: parseSize(attributes.get('data-height')),
    fps: readFps(attributes.get('data-fps')),
    durationSeconds: declared ?? inferred,
    durationSource: declared !== null ? 'declared' : inferred !== null ? 'inferred' : 'unknown',
    elementCount: countInside(element),
    tracks: toTracks(clips),
    variables: declaredVariables(document, isRoot ? [document.elements[0], element] : [element]),
  };
}

const countInside = ({ children }: HtmlElement): number =>
  children.reduce((count, child) => count + 1 + countInside(child), 0);

/** The length that an author wrote down; null when there is none. */
export function declaredDuration({ attributes }: HtmlElement): number | null {
  const written = attributes.get('data-duration') ?? attributes.get('data-composition-duration');
  const seconds = parseSeconds(written);
  return seconds !== null && seconds > 0 ? seconds : null;
}

/** Up to the last end that is known. */
function inferDuration(clips: readonly TimedElement[], origin: number): number | null {
  const ends = clips.flatMap(({ start, duration }) => (duration === null ? [] : [start + duration - origin]));
  return ends.length > 0 ? Math.max(...ends) : null;
}

function toTracks(clips: readonly TimedElement[]): CompositionDescription['tracks'] {
  const tracks = Map.groupBy(clips, ({ track }) => track);
  return [...tracks]
    .toSorted(([a], [b]) => a - b)
    .map(([index, own]) => ({
      index,
      clips: own.map(({ element, startText, durationText, start, duration }) => ({
        element: nameElement(element),
        id: element.attributes.get('id') ?? element.attributes.get('data-composition-id') ?? null,
        startText,
        durationText,
        start,
        duration,
        line: element.position.line,
      })),
    }));
}

function declaredVariables(
  { path }: SiteDocument,
  declarers: readonly (HtmlElement | undefined)[],
): CompositionDescription['variables'] {
  const declared = declarers.flatMap((element) =>
    parseVariables(element?.attributes.get('data-composition-variables')),
  );
  return [...new Map(declared.map((variable) => [variable.id, { ...variable, file: path }])).values()];
}

function describeFonts({ documents }: SiteModel): SiteDescription['fonts'] {
  const uses = documents.flatMap((document) => {
    const declared = declaredFamilies(document);
    const linked = linkedFamilies(document);
    return findFontUses(document).map((use) => ({ ...use, declared, linked, file: use.place.file }));
  });
  return [...Map.groupBy(uses, ({ family }) => family)].map(([family, own]) => {
    const name = family.toLowerCase();
    const source = own.some(({ declared }) => declared.has(name))
      ? 'font-face'
      : own.some(({ linked }) => linked.has(name))
        ? 'linked'
        : knownSource(family);
    return {
      family,
      weights: [...new Set(own.map(({ weight }) => weight))].toSorted(),
      source,
      shownAs: source === 'stand-in' ? findStandIn(family) : null,
      files: [...new Set(own.map(({ file }) => file))],
    };
  });
}

function knownSource(family: string): 'bundled' | 'stand-in' | 'unknown' {
  if (findBundled(family)) return 'bundled';
  return findStandIn(family) ? 'stand-in' : 'unknown';
}

function describeMedia(document: SiteDocument, paths: ReadonlySet<string>): SiteDescription['media'] {
  return findMedia(document).map(({ kind, element, src }) => {
    const target = resolveUrl(src ?? '', document.path, paths);
    return {
      kind,
      src,
      isRemote: target.kind === 'remote',
      path: target.kind === 'local' ? target.path : null,
      elementId: element.attributes.get('id') ?? null,
      file: document.path,
      line: element.position.line,
    };
  });
}

function findTitle({ elements }: SiteDocument): string | null {
  const title = elements.find(({ tag, parent }) => tag === 'title' && parent?.tag === 'head');
  return (title && textOf(title).trim()) || null;
}

function findDescription({ elements }: SiteDocument): string | null {
  const meta = elements.find(({ tag, attributes }) => tag === 'meta' && attributes.get('name') === 'description');
  return meta?.attributes.get('content') ?? null;
}

function parseSize(text: string | undefined): number | null {
  const size = Number.parseInt(text ?? '', 10);
  return size > 0 ? size : null;
}

function readFps(text: string | undefined): string | null {
  if (text === undefined) return null;
  try {
    return formatFps(parseFps(text));
  } catch {
    return null;
  }
}
