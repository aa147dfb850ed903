/**
 * What is heard of the page's media, and how, as its markup says.
 * @module
 */
import type { SoundGroup, SoundTrack } from '#contracts/sound.ts';
import { enclosingComposition, findRoot } from '../composition/root.ts';
import { parseSeconds } from '#contracts/time-grammar.ts';
import { authoredWindowOf, mediaOffset, playbackRate, startOf, windowOf } from '../composition/timing.ts';
import { describeElement } from '../readiness/describe-element.ts';
import { mediaId } from '../sub-compositions/media-ids.ts';
import { authoredVolume } from './volumes.ts';

/** In document order. */
export function soundTracks(): SoundTrack[] {
  return [...document.querySelectorAll<HTMLMediaElement>('audio, video')].flatMap((media) => {
    const url = sourceOf(media);
    if (url === null || !isAudible(media)) return [];
    const window = audibleWindow(media);
    return window ? [describeTrack(media, url, window)] : [];
  });
}

function describeTrack(
  media: HTMLMediaElement,
  url: string,
  { from, to }: { from: number; to: number | null },
): SoundTrack {
  const kind = media instanceof HTMLVideoElement ? 'video' : 'audio';
  return {
    renderId: mediaId(media),
    element: describeElement(media),
    kind,
    url,
    isDeclared: kind === 'audio' || media.dataset['hasAudio'] === 'true',
    start: startOf(media),
    from,
    to,
    mediaStart: Math.max(0, mediaOffset(media)),
    rate: playbackRate(media),
    volume: authoredVolume(media),
    fadeIn: fadeOf(media, 'data-fade-in'),
    fadeOut: fadeOf(media, 'data-fade-out'),
    effects: media.getAttribute('data-fx-chain'),
    automation: media.getAttribute('data-automation'),
    group: describeGroup(groupOf(media)),
  };
}

function describeGroup(group: HTMLElement | null): SoundGroup | null {
  if (!group) return null;
  const host = enclosingComposition(group);
  return {
    id: group.id,
    start: host ? startOf(host) : 0,
    volume: authoredVolume(group),
    effects: group.getAttribute('data-fx-chain'),
    automation: group.getAttribute('data-automation'),
  };
}

/** A video that does not say whether it has sound is heard unless it is muted. */
function isAudible(media: HTMLMediaElement): boolean {
  if (media.hasAttribute('muted') || media.closest('[data-hidden]') || groupOf(media)?.closest('[data-hidden]'))
    return false;
  const declared = media.dataset['hasAudio'];
  return !(media instanceof HTMLVideoElement) || declared === undefined || declared === 'true';
}

/** Its own window, cut by those of the compositions around it; null when nothing is left of it. */
function audibleWindow(media: HTMLMediaElement): { from: number; to: number | null } | null {
  let { start: from, end: to } = authoredWindowOf(media);
  for (let host = enclosingComposition(media); host && host !== findRoot(); host = enclosingComposition(host)) {
    const { start, end } = windowOf(host);
    from = Math.max(from, start);
    if (end !== null) to = Math.min(to ?? Infinity, end);
  }
  return to === null || to > from ? { from, to } : null;
}

function groupOf(media: HTMLMediaElement): HTMLElement | null {
  const id = media.dataset['audioGroup'];
  return id ? document.querySelector<HTMLElement>(`hf-audio-group[id="${CSS.escape(id)}"]`) : null;
}

/** Absolute, without fragment. */
function sourceOf(media: HTMLMediaElement): string | null {
  const written = [media, ...media.querySelectorAll(':scope > source')].map((element) =>
    element.getAttribute('src')?.trim(),
  );
  const first = written.find(Boolean);
  if (!first || !URL.canParse(first, document.baseURI)) return null;
  const url = new URL(first, document.baseURI);
  url.hash = '';
  return url.href;
}

const fadeOf = (media: Element, name: string): number => Math.max(0, parseSeconds(media.getAttribute(name)) ?? 0);
