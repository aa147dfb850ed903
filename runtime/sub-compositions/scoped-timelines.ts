/**
 * `__timelines` for the scripts of a child: the page's registry, in which the child goes by its runtime id.
 * @module
 */
import { followEntries, timelineRegistry } from '../composition/page-registry.ts';
import type { SelectorScope } from './scope-selector.ts';

type Registry = Record<PropertyKey, unknown>;

export interface ScopedTimelines {
  timelines: Registry;
  /** Takes over what a script assigns to `__timelines`. A list of one is the child's own timeline. */
  adopt(assigned: unknown): void;
}

export function scopeTimelines({ authoredId, runtimeId, innerIds }: SelectorScope): ScopedTimelines {
  const known = new WeakSet<object>();
  const toRuntime = (id: PropertyKey): PropertyKey => {
    if (id === authoredId) return runtimeId;
    return typeof id === 'string' ? (innerIds.get(id) ?? id) : id;
  };
  const push = (timeline: unknown): void => {
    timelineRegistry()[runtimeId] = timeline;
  };
  const timelines = new Proxy<Registry>(
    {},
    {
      get(_, id) {
        const registry = timelineRegistry();
        if (id === 'push' && !Object.hasOwn(registry, id)) return push;
        return Reflect.get(registry, toRuntime(id));
      },
      set: (_, id, timeline) => Reflect.set(timelineRegistry(), toRuntime(id), timeline),
      has: (_, id) => Reflect.has(timelineRegistry(), toRuntime(id)),
      deleteProperty: (_, id) => Reflect.deleteProperty(timelineRegistry(), toRuntime(id)),
      ownKeys: () => Reflect.ownKeys(timelineRegistry()),
      getOwnPropertyDescriptor(_, id) {
        const descriptor = Reflect.getOwnPropertyDescriptor(timelineRegistry(), toRuntime(id));
        return descriptor && { ...descriptor, configurable: true };
      },
      defineProperty: (_, id, descriptor) =>
        Reflect.defineProperty(timelineRegistry(), toRuntime(id), { ...descriptor, configurable: true }),
    },
  );

  function* entriesOf(assigned: object): Generator<[PropertyKey, unknown]> {
    if (Array.isArray(assigned)) {
      if (assigned.length === 1) yield [runtimeId, assigned[0]];
      return;
    }
    const entries = assigned instanceof Map ? assigned : Object.entries(assigned);
    for (const [id, timeline] of entries as Iterable<[PropertyKey, unknown]>) yield [toRuntime(id), timeline];
  }

  return {
    timelines,
    adopt(assigned) {
      if (typeof assigned !== 'object' || assigned === null) return;
      if (assigned === timelines || assigned === timelineRegistry() || known.has(assigned)) return;
      known.add(assigned);
      followEntries(() => entriesOf(assigned));
    },
  };
}
