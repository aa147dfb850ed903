/**
 * The windows of all timed elements. They are asked for at every frame and seldom change, so they are kept until the document says
 * something else.
 * @module
 */
import { lengthOf, newReading, timedElements, windowOf, type TimingReading } from './timing.ts';
import type { TimeWindow } from './time-window.ts';

/** All that is read of an element to know its window, and who refers to whom. */
const ATTRIBUTES = [
  ...['id', 'data-hf-authored-id', 'data-composition-id', 'data-hf-original-composition-id'],
  ...['data-start', 'data-duration', 'data-end', 'data-hf-authored-duration', 'data-hf-authored-end'],
  ...['data-track-index', 'data-hf-media-start-basis'],
  ...['data-media-start', 'data-playback-start', 'data-playback-rate'],
];

export interface TimedWindows {
  /** In document order. */
  read(): ReadonlyMap<HTMLElement, TimeWindow>;
}

export function createTimedWindows(): TimedWindows {
  const mutations = watchDocument();
  let known: ReturnType<typeof readWindows> | null = null;
  return {
    read() {
      if (mutations.take() || !known || !isUpToDate(known.reading)) known = readWindows();
      return known.windows;
    },
  };
}

/** As the document stands now. */
export function readWindows(): { windows: ReadonlyMap<HTMLElement, TimeWindow>; reading: TimingReading } {
  const reading = newReading();
  return { windows: new Map(timedElements().map((element) => [element, windowOf(element, reading)])), reading };
}

/** Media get their length while they load, and timelines grow: neither shows in the document. */
function isUpToDate({ lengths }: TimingReading): boolean {
  return [...lengths].every(([element, length]) => lengthOf(element) === length);
}

/** `take` tells whether elements or their times have changed since it was last asked. */
function watchDocument(): { take(): boolean } {
  let hasChanged = false;
  const note = (records: readonly MutationRecord[]): void => {
    hasChanged ||= records.some(isRelevant);
  };
  const observer = new MutationObserver(note);
  observer.observe(document, { subtree: true, childList: true, attributeFilter: ATTRIBUTES });
  return {
    take() {
      note(observer.takeRecords());
      const hadChanged = hasChanged;
      hasChanged = false;
      return hadChanged;
    },
  };
}

/** Scripts that count write texts at every frame. */
function isRelevant({ type, addedNodes, removedNodes }: MutationRecord): boolean {
  return type === 'attributes' || [...addedNodes, ...removedNodes].some((node) => node instanceof Element);
}
