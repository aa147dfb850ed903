/**
 * Sounds, videos and pictures that a document's elements show.
 * @module
 */
import type { HtmlElement } from './html.ts';
import type { SiteDocument } from './site-model.ts';

export interface MediaElement {
  kind: 'video' | 'audio' | 'image';
  element: HtmlElement;
  /** As written; null when neither the element nor a `<source>` has one. */
  src: string | null;
  /** Where the address stands. */
  source: HtmlElement;
}

const KINDS: Record<string, MediaElement['kind']> = { video: 'video', audio: 'audio', img: 'image' };

export function findMedia({ elements }: SiteDocument): MediaElement[] {
  return elements.flatMap((element) => {
    const kind = KINDS[element.tag];
    if (!kind) return [];
    const source =
      [element, ...element.children.filter(({ tag }) => tag === 'source')].find(({ attributes }) =>
        attributes.has('src'),
      ) ?? element;
    return [{ kind, element, source, src: source.attributes.get('src')?.trim() || null }];
  });
}

/** Media elements with a clock of their own. */
export const findTimedMedia = (document: SiteDocument): MediaElement[] =>
  findMedia(document).filter(({ kind }) => kind !== 'image');

/** Whether a video or audio element is heard. */
export function isAudible({ kind, element: { attributes } }: MediaElement): boolean {
  if (attributes.has('data-hidden')) return false;
  const declared = attributes.get('data-has-audio');
  if (kind === 'video' && declared !== undefined) return declared === 'true';
  return kind !== 'image' && !attributes.has('muted');
}
