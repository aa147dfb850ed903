/**
 * `__timelines` for the scripts of a child: the page's registry, in which the child goes by its runtime id.
 * @module
 */
import type { SelectorScope } from './scope-selector.ts';

type Registry = Record<PropertyKey, unknown>;

export function scopeTimelines({ authoredId, runtimeId, innerIds }: SelectorScope): Registry {
  const toRuntime = (id: PropertyKey): PropertyKey => {
    if (id === authoredId) return runtimeId;
    return typeof id === 'string' ? (innerIds.get(id) ?? id) : id;
  };
  return new Proxy<Registry>(
    {},
    {
      get: (_, id) => Reflect.get(registry(), toRuntime(id)),
      set: (_, id, timeline) => Reflect.set(registry(), toRuntime(id), timeline),
      has: (_, id) => Reflect.has(registry(), toRuntime(id)),
      deleteProperty: (_, id) => Reflect.deleteProperty(registry(), toRuntime(id)),
      ownKeys: () => Reflect.ownKeys(registry()),
      getOwnPropertyDescriptor(_, id) {
        const descriptor = Reflect.getOwnPropertyDescriptor(registry(), toRuntime(id));
        return descriptor && { ...descriptor, configurable: true };
      },
    },
  );
}

/** What a script does that assigns a whole registry. A list of one is the child's own timeline. */
export function takeTimelines(assigned: unknown, timelines: Registry, authoredId: string): void {
  if (typeof assigned !== 'object' || assigned === null || assigned === timelines) return;
  if (Array.isArray(assigned) && assigned.length === 1) timelines[authoredId] = assigned[0];
  else if (!Array.isArray(assigned)) Object.assign(timelines, assigned);
}

/** Read anew each time: the page's own scripts may replace it. */
function registry(): Registry {
  window.__timelines ??= {};
  return window.__timelines as Registry;
}
