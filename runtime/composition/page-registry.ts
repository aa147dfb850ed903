/**
 * `window.__timelines`: one object that exists before any script and stays the same, whatever a page assigns to it. An assigned object is
 * followed: entries that it gets later count as well.
 * @module
 */

type Entry = readonly [id: PropertyKey, timeline: unknown];
type Registry = Record<PropertyKey, unknown>;

interface Followed {
  read: () => Iterable<Entry>;
  /** Entries as they were taken over last. */
  taken: ReadonlyMap<PropertyKey, unknown>;
}

/** Timelines without ids: those of a list that a page has assigned, or added to the registry as to a list. */
let list: unknown[] = [];
const followed: Followed[] = [];
const known = new WeakSet<object>();

/** Methods for a page that takes the registry for a list or a map. */
const METHODS = Object.create(Object.prototype, {
  push: method((...timelines: unknown[]) => list.push(...timelines)),
  set: method(function (this: Registry, id: PropertyKey, timeline: unknown) {
    this[id] = timeline;
    return this;
  }),
  get: method(function (this: Registry, id: PropertyKey) {
    return this[id];
  }),
  has: method(function (this: Registry, id: PropertyKey) {
    return Object.hasOwn(this, id);
  }),
}) as object;

const registry = Object.create(METHODS) as Registry;

/** The registry, up to date with all that was put in its place. */
export function timelineRegistry(): Registry {
  reclaim();
  for (const source of followed) takeOver(source);
  return registry;
}

/** Timelines that a page has registered without ids. */
export function listedTimelines(): readonly unknown[] {
  timelineRegistry();
  return list;
}

/** Whether a page has registered anything, or put anything in the registry's place. */
export function isRegistryUsed(): boolean {
  return Object.keys(timelineRegistry()).length > 0 || list.length > 0 || followed.length > 0;
}

/** Must run before the page's scripts. */
export function installTimelineRegistry(): void {
  // A page that deletes its own property finds this one.
  Object.defineProperty(Window.prototype, '__timelines', PROPERTY);
  Object.defineProperty(window, '__timelines', PROPERTY);
}

/** Makes the registry follow a source of entries: those that come, change and go. */
export function followEntries(read: () => Iterable<Entry>): void {
  const source: Followed = { read, taken: new Map() };
  followed.push(source);
  takeOver(source);
}

const PROPERTY: PropertyDescriptor = {
  configurable: true,
  enumerable: true,
  get: timelineRegistry,
  set: adopt,
};

function adopt(value: unknown): void {
  if (typeof value !== 'object' || value === null || value === registry || known.has(value)) return;
  known.add(value);
  if (Array.isArray(value)) list = value;
  // A timeline in the registry's place is the only one.
  else if (typeof (value as { duration?: unknown }).duration === 'function') list = [value];
  else followEntries(() => (value instanceof Map ? value : Object.entries(value)));
}

function takeOver(source: Followed): void {
  const entries = new Map(source.read());
  for (const [id, timeline] of entries) if (source.taken.get(id) !== timeline) registry[id] = timeline;
  for (const [id, timeline] of source.taken) if (!entries.has(id) && registry[id] === timeline) delete registry[id];
  source.taken = entries;
}

/** Takes the property back from a page that has defined or declared it anew. */
function reclaim(): void {
  const own = Object.getOwnPropertyDescriptor(window, '__timelines');
  if (own?.get === timelineRegistry) return;
  if (own) adopt(own.get ? own.get.call(window) : own.value);
  if (own?.configurable !== false) Object.defineProperty(window, '__timelines', PROPERTY);
}

function method(value: (...values: never[]) => unknown): PropertyDescriptor {
  return { configurable: true, writable: true, value };
}
