/**
 * Every way in which a script asks for the date, answered with composition time: time 0 is the Unix epoch.
 * @module
 */

/** Takes over `Date`, `Intl.DateTimeFormat`, `Temporal.Now` and `document.lastModified`. */
export function installVirtualDates(now: () => number): void {
  globalThis.Date = virtualDate(now);
  formatPresentBy(now);
  // Not every browser that previews has Temporal.
  if ('Temporal' in globalThis) overrideTemporalNow(now);
  // A document served without the header counts as modified when it was fetched.
  if ('document' in globalThis) Object.defineProperty(document, 'lastModified', { get: () => '01/01/1970 00:00:00' });
}

/** `Date` whose present is `now`; parsing, UTC, the prototype and dates made from arguments stay the browser's. */
function virtualDate(now: () => number): DateConstructor {
  const RealDate = Date;
  const VirtualDate = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (_target, args: [], newTarget) =>
      Reflect.construct(RealDate, args.length === 0 ? [now()] : args, newTarget) as object,
    // Callers keep `Date.now` unbound, so it must not depend on `this`.
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
  RealDate.prototype.constructor = VirtualDate;
  return VirtualDate;
}

/** A format that is asked for no date in particular writes the present. */
function formatPresentBy(now: () => number): void {
  const prototype = Intl.DateTimeFormat.prototype;
  const { formatToParts } = prototype;
  const readFormat = Object.getOwnPropertyDescriptor(prototype, 'format')!.get!;
  Object.defineProperty(prototype, 'format', {
    configurable: true,
    // Callers keep it unbound here too.
    get(this: Intl.DateTimeFormat) {
      const format = readFormat.call(this) as Intl.DateTimeFormat['format'];
      return (date: Date | number = now()) => format(date);
    },
  });
  prototype.formatToParts = function (date = now()) {
    return formatToParts.call(this, date);
  };
}

function overrideTemporalNow(now: () => number): void {
  const { timeZoneId } = Temporal.Now;
  const instant = () => Temporal.Instant.fromEpochMilliseconds(Math.floor(now()));
  const zoned = (timeZone: Temporal.TimeZoneLike = timeZoneId()) => instant().toZonedDateTimeISO(timeZone);
  Object.assign(Temporal.Now, {
    instant,
    zonedDateTimeISO: zoned,
    plainDateTimeISO: (timeZone?: Temporal.TimeZoneLike) => zoned(timeZone).toPlainDateTime(),
    plainDateISO: (timeZone?: Temporal.TimeZoneLike) => zoned(timeZone).toPlainDate(),
    plainTimeISO: (timeZone?: Temporal.TimeZoneLike) => zoned(timeZone).toPlainTime(),
  } satisfies Partial<typeof Temporal.Now>);
}
