/**
 * Puts composition time in place of the times that the browser itself writes down: those of events, of performance entries and of animation
 * timelines. A page that shows them, or counts with them, does the same in every run.
 * @module
 */

/** Interfaces whose numbers are times of the run: how long something took to load, when a picture was painted first. */
const RECORDS = [
  'PerformanceEntry',
  'PerformanceResourceTiming',
  'PerformanceNavigationTiming',
  'PerformancePaintTiming',
  'PerformanceEventTiming',
  'PerformanceElementTiming',
  'PerformanceLongTaskTiming',
  'PerformanceLongAnimationFrameTiming',
  'PerformanceScriptTiming',
  'PerformanceTiming',
  'PerformanceTimingConfidence',
  'LargestContentfulPaint',
  'LayoutShift',
];
/** Properties of those interfaces that depend on the files alone. */
const FACTS = new Set(['encodedBodySize', 'decodedBodySize', 'responseStatus', 'redirectCount', 'type']);

type Getter = (this: object) => unknown;

export function installVirtualTimes(now: () => number): void {
  performance.now = now;
  Object.defineProperty(performance, 'timeOrigin', { value: 0 });
  overrideGetter('Event', 'timeStamp', now);
  overrideGetter('IntersectionObserverEntry', 'time', now);
  overrideGetter('DocumentTimeline', 'currentTime', now, 'AnimationTimeline');
  markInCompositionTime(now);
  for (const name of RECORDS) silence(name);
  // Chrome chooses this value at random.
  overrideGetter('PerformanceTimingConfidence', 'value', () => 'low');
  Object.defineProperty(performance, 'toJSON', { value: () => ({ timeOrigin: 0 }) });
  countIdleTime();
}

/** Replaces the getter of a property. `declaredOn` is the interface that declares it, where that is a parent of the named one. */
function overrideGetter(name: string, key: string, answer: () => unknown, declaredOn = name): void {
  const own = prototypeOf(name);
  const declared = prototypeOf(declaredOn);
  if (!own || !declared || !Object.getOwnPropertyDescriptor(declared, key)) return;
  Object.defineProperty(own, key, { configurable: true, enumerable: true, get: answer });
}

/** Gives the author's own marks and measures the composition time at which they are made. */
function markInCompositionTime(now: () => number): void {
  const { mark, measure } = performance;
  performance.mark = (name, options) =>
    mark.call(performance, name, { ...options, startTime: options?.startTime ?? now() });
  performance.measure = (name, from, to) => {
    const options: PerformanceMeasureOptions = typeof from === 'object' ? { ...from } : { start: from ?? 0 };
    if (typeof from !== 'object' && to !== undefined) options.end = to;
    if (options.end === undefined && options.duration === undefined) options.end = now();
    return measure.call(performance, name, options);
  };
}

/** Makes the numbers of a record 0, except those of marks and measures. */
function silence(name: string): void {
  const prototype = prototypeOf(name);
  if (!prototype) return;
  for (const [key, { get }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (!get || FACTS.has(key)) continue;
    Object.defineProperty(prototype, key, {
      configurable: true,
      enumerable: true,
      get(this: object) {
        const value = (get as Getter).call(this);
        return typeof value === 'number' && !isAuthors(this) ? 0 : value;
      },
    });
  }
  if (!Object.hasOwn(prototype, 'toJSON')) return;
  Object.defineProperty(prototype, 'toJSON', { configurable: true, value: writeOut });
}

const isAuthors = (record: object): boolean =>
  record instanceof PerformanceMark || record instanceof PerformanceMeasure;

/** Replacement of the browser's `toJSON` that reads the replaced properties. */
function writeOut(this: object): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (let level = Object.getPrototypeOf(this) as object; level !== Object.prototype;) {
    for (const [key, { get }] of Object.entries(Object.getOwnPropertyDescriptors(level))) {
      if (get && !(key in written)) written[key] = (this as Record<string, unknown>)[key];
    }
    level = Object.getPrototypeOf(level) as object;
  }
  return written;
}

/** Time that an idle callback is given, in milliseconds. */
const IDLE_MS = 50;

/**
 * Makes each call of `timeRemaining` cost a millisecond: work that goes on while there is time ends after the same number of steps everywhere.
 */
function countIdleTime(): void {
  const prototype = prototypeOf('IdleDeadline');
  const asked = new WeakMap<object, number>();
  if (!prototype) return;
  Object.defineProperty(prototype, 'timeRemaining', {
    configurable: true,
    value(this: object) {
      const questions = asked.get(this) ?? 0;
      asked.set(this, questions + 1);
      return Math.max(0, IDLE_MS - questions);
    },
  });
}

function prototypeOf(name: string): object | null {
  const known = (globalThis as unknown as Record<string, { prototype?: object } | undefined>)[name];
  return known?.prototype ?? null;
}
