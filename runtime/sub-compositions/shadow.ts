/**
 * An object seen through others: some of its properties are replaced, everything else is read from it and written to it.
 * @module
 */
type Method = (...values: unknown[]) => unknown;

export function shadow<Target extends object>(target: Target, replaced: object): Target {
  const bound = new WeakMap<object, Method>();

  /** The browser's own methods refuse to work on anything but their object. */
  function bind(value: unknown): unknown {
    if (typeof value !== 'function' || 'prototype' in value || !isNative(value)) return value;
    const known = bound.get(value);
    if (known) return known;
    const method = (value as Method).bind(target);
    bound.set(value, method);
    return method;
  }

  return new Proxy(target, {
    get: (_, name) => (Object.hasOwn(replaced, name) ? Reflect.get(replaced, name) : bind(Reflect.get(target, name))),
    set: (_, name, value) => Reflect.set(Object.hasOwn(replaced, name) ? replaced : target, name, value),
  });
}

function isNative(value: object): boolean {
  return /\{\s*\[native code\]\s*\}\s*$/.test(Function.prototype.toString.call(value));
}
