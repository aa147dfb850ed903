/**
 * GSAP for the scripts of a child: targets that are written as selectors are found in the child.
 * @module
 */
import type { GsapLike } from '../page-globals.ts';
import type { Lookup } from './lookup.ts';
import { resolveVars } from './scoped-vars.ts';

type Method = (...values: unknown[]) => unknown;

const TWEENS = ['to', 'from', 'fromTo', 'set', 'staggerTo', 'staggerFrom', 'staggerFromTo'];
const QUERIES = ['killTweensOf', 'getTweensOf'];
const GLOBAL_ONLY = ['quickTo', 'quickSetter', 'getProperty', 'isTweening'];

export function scopeGsap(gsap: GsapLike, lookup: Lookup): GsapLike {
  const target = gsap as unknown as Record<string, unknown>;
  const replaced: Record<string, unknown> = {
    ...withTargets(target, [...TWEENS, ...QUERIES, ...GLOBAL_ONLY], lookup),
    utils: scopeUtils(target['utils'] as Record<string, unknown>, lookup),
    timeline(...values: unknown[]): unknown {
      const timeline = (target['timeline'] as Method)(...values) as Record<string, unknown>;
      // The timeline itself is left what it is: GSAP and the page's registry know it by identity.
      return Object.assign(timeline, withTargets(timeline, [...TWEENS, ...QUERIES], lookup));
    },
  };
  return new Proxy(gsap, {
    get: (_, name) => (Object.hasOwn(replaced, name) ? replaced[String(name)] : Reflect.get(gsap, name)),
  });
}

/** Methods of `owner` whose first value is a target, as far as it has them. */
function withTargets(owner: Record<string, unknown>, names: readonly string[], lookup: Lookup): Record<string, Method> {
  const present = names.filter((name) => typeof owner[name] === 'function');
  return Object.fromEntries(
    present.map((name) => {
      const method = owner[name] as Method;
      return [
        name,
        (targets: unknown, ...rest: unknown[]) =>
          method.call(owner, resolveTargets(targets, lookup), ...rest.map((value) => resolveVars(value, lookup))),
      ];
    }),
  );
}

function scopeUtils(utils: Record<string, unknown>, lookup: Lookup): Record<string, unknown> {
  return {
    ...utils,
    toArray: (targets: unknown, scope?: unknown, ...rest: unknown[]) =>
      (utils['toArray'] as Method)(
        ...(scope === undefined ? [resolveTargets(targets, lookup)] : [targets, resolveScope(scope, lookup), ...rest]),
      ),
    selector: (scope: unknown) =>
      scope === undefined ? lookup : (utils['selector'] as Method)(resolveScope(scope, lookup)),
  };
}

function resolveTargets(targets: unknown, lookup: Lookup): unknown {
  if (typeof targets === 'string') return [...lookup(targets)];
  return Array.isArray(targets) ? targets.flatMap((target) => resolveTargets(target, lookup)) : targets;
}

function resolveScope(scope: unknown, lookup: Lookup): unknown {
  return typeof scope === 'string' ? lookup(scope)[0] : scope;
}
