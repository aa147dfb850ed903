/**
 * Names for media that are unique in the page, which element ids of several files are not.
 * @module
 */
import { uniqueId } from './unique-id.ts';

const RENDER_ID = 'data-hf-render-id';

/** Names all media that have no name yet, by their own id or by kind and place, and gives them the start they lack. */
export function giveMediaIds(): void {
  for (const media of document.querySelectorAll<HTMLMediaElement>('video, audio')) {
    mediaId(media);
    startMedia(media);
  }
}

/** A medium that does not say when it begins, begins with its composition. */
export function startMedia(media: HTMLMediaElement): void {
  if (media.hasAttribute('data-start')) return;
  media.setAttribute('data-start', '0');
  media.setAttribute('data-hf-auto-start', '');
}

/** Name of a media element; one that came late gets it now. */
export function mediaId(media: HTMLMediaElement): string {
  const known = media.getAttribute(RENDER_ID);
  if (known !== null) return known;
  const id = uniqueId(media.id || positionalId(media), (candidate) => findMedia(candidate) !== null);
  media.setAttribute(RENDER_ID, id);
  return id;
}

export function findMedia(id: string): HTMLMediaElement | null {
  return document.querySelector<HTMLMediaElement>(`[${RENDER_ID}="${CSS.escape(id)}"]`);
}

function positionalId(media: HTMLMediaElement): string {
  const kind = media.localName;
  return `hf-${kind}-${[...document.querySelectorAll(kind)].indexOf(media) + 1}`;
}
