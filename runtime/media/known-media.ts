/**
 * The media elements of a page in capture, and what the render node knows of their files. Chrome loads none of them.
 * @module
 */
import type { INLINE_CUT, MAX_INLINE_LENGTH, MEDIA_PATH, MediaAnswer, OPTIONAL_MEDIA } from '#contracts/media.ts';
import type { PageTrees } from '../composition/page-trees.ts';
import { isWholeParsed } from '../composition/while-parsing.ts';

const PATH: typeof MEDIA_PATH = '/__edgereel/media';
const OPTIONAL: typeof OPTIONAL_MEDIA = 'optional';
const MAX_LENGTH: typeof MAX_INLINE_LENGTH = 1_500_000;
const CUT: typeof INLINE_CUT = '…';
/** What a browser tells of an element that has loaded. */
const LOADED_EVENTS = ['durationchange', 'loadedmetadata', 'loadeddata', 'canplay', 'canplaythrough'];

export interface KnownMedia {
  /** Elements whose files are known, in document order. */
  all(): [element: HTMLMediaElement, answer: MediaAnswer][];
  /** Null for an element whose file is not known, or not yet. */
  of(media: HTMLMediaElement): MediaAnswer | null;
  /** Names of what is still being looked up; begins with what is new. */
  pending(): string[];
}

interface Entry {
  /** Addresses it may play, the preferred first. */
  sources: readonly string[];
  answer: MediaAnswer | null;
  isSettled: boolean;
}

/** Must run before the first author script. `onKnown` runs before the element's events. */
export function watchMedia(
  trees: PageTrees,
  onKnown: (media: HTMLMediaElement, answer: MediaAnswer) => Promise<void>,
): KnownMedia {
  const { fetch } = window;
  const entries = new Map<HTMLMediaElement, Entry>();

  function refresh(): void {
    for (const media of entries.keys()) if (!media.isConnected) entries.delete(media);
    for (const tree of trees.all()) {
      for (const media of tree.querySelectorAll<HTMLMediaElement>('video, audio')) {
        keepFromLoading(media);
        if (isWholeParsed(media)) lookUp(media);
      }
    }
  }

  function lookUp(media: HTMLMediaElement): void {
    const sources = sourcesOf(media);
    if (entries.get(media)?.sources.join(' ') === sources.join(' ')) return;
    const entry: Entry = { sources, answer: null, isSettled: sources.length === 0 };
    entries.set(media, entry);
    if (sources.length > 0) void ask(media, entry);
  }

  async function ask(media: HTMLMediaElement, entry: Entry): Promise<void> {
    const sources = askable(entry.sources);
    const query = [...sources, ...(media instanceof HTMLAudioElement ? [OPTIONAL] : [])].join('&');
    try {
      const response = await fetch.call(window, new URL(`${PATH}?${query}`, location.origin)).catch(() => null);
      const answer = response?.ok ? ((await response.json()) as MediaAnswer | null) : null;
      if (entries.get(media) !== entry) return;
      if (answer) await onKnown(media, answer);
      entry.answer = answer;
    } finally {
      entry.isSettled = true;
    }
    for (const type of entry.answer ? LOADED_EVENTS : ['error']) media.dispatchEvent(new Event(type));
  }

  // Records come before Chrome begins to load what was inserted.
  new MutationObserver(refresh).observe(document, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['src', 'preload', 'autoplay'],
  });

  return {
    all: () =>
      [...entries].flatMap(([media, { answer }]) =>
        answer ? [[media, answer] as [HTMLMediaElement, MediaAnswer]] : [],
      ),
    of: (media) => entries.get(media)?.answer ?? null,
    pending() {
      refresh();
      return [...entries.values()].filter(({ isSettled }) => !isSettled).map(({ sources }) => `media ${sources[0]!}`);
    },
  };
}

function keepFromLoading(media: HTMLMediaElement): void {
  if (media.getAttribute('preload') !== 'none') media.setAttribute('preload', 'none');
  if (media.hasAttribute('autoplay')) media.removeAttribute('autoplay');
}

/** Parameters of the question. Addresses that hold whole files may be longer than a request's address can be. */
function askable(urls: readonly string[]): string[] {
  let room = MAX_LENGTH;
  return urls.map((url) => {
    const encoded = encodeURIComponent(url);
    const isTooLong = encoded.length > room;
    if (!isTooLong) room -= encoded.length;
    return `src=${isTooLong ? encodeURIComponent(url.slice(0, 64) + CUT) : encoded}`;
  });
}

function sourcesOf(media: HTMLMediaElement): string[] {
  const written = media.hasAttribute('src')
    ? [media.getAttribute('src')!]
    : [...media.querySelectorAll(':scope > source[src]')].map((source) => source.getAttribute('src')!);
  return written.flatMap((src) => {
    if (src.trim() === '' || !URL.canParse(src, document.baseURI)) return [];
    return [new URL(src, document.baseURI).href.split('#')[0]!];
  });
}
