/**
 * Volumes: what the markup says, and what scripts make of it.
 * @module
 */
import type { Seeker } from '../seeker.ts';
import { parseSeconds } from '#contracts/time-grammar.ts';
import { mediaId } from '../sub-compositions/media-ids.ts';

/** +12 dB. */
const MAX_VOLUME = 3.981;

/** Linear gain, 1 when none is written. */
export function authoredVolume(element: Element): number {
  const volume = parseSeconds(element.getAttribute('data-volume')) ?? 1;
  return Math.min(MAX_VOLUME, Math.max(0, volume));
}

export interface Volumes {
  /** Gives new media elements the volume that their markup says, as far as an element can have it. */
  begin(): void;
  /** As `EdgereelPage` has it. */
  sample(times: readonly number[], seeker: Seeker): Record<string, number[]>;
}

/** Must run before the page's scripts, to see which elements they give a volume. */
export function watchVolumes(): Volumes {
  const { get, set } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'volume')!;
  const begun = new WeakSet<HTMLMediaElement>();
  const touched = new WeakSet<HTMLMediaElement>();
  Object.defineProperty(HTMLMediaElement.prototype, 'volume', {
    configurable: true,
    enumerable: true,
    get,
    set(this: HTMLMediaElement, volume: number) {
      set!.call(this, volume);
      touched.add(this);
    },
  });

  return {
    begin() {
      for (const media of mediaElements()) {
        if (begun.has(media)) continue;
        begun.add(media);
        if (!touched.has(media)) set!.call(media, Math.min(1, authoredVolume(media)));
      }
    },
    sample(times, seeker) {
      const samples = new Map<HTMLMediaElement, number[]>();
      for (const [index, timeSeconds] of times.entries()) {
        seeker.put({ timeSeconds, durationSeconds: seeker.durationSeconds, isPassing: true });
        for (const media of mediaElements()) {
          if (!touched.has(media)) continue;
          // Before it was touched it had the volume it has now.
          if (!samples.has(media)) samples.set(media, new Array<number>(index).fill(media.volume));
          samples.get(media)!.push(media.volume);
        }
      }
      return Object.fromEntries([...samples].map(([media, values]) => [mediaId(media), values]));
    },
  };
}

function mediaElements(): NodeListOf<HTMLMediaElement> {
  return document.querySelectorAll<HTMLMediaElement>('audio, video');
}
