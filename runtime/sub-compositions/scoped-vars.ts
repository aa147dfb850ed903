/**
 * Elements that the variables of a tween name by selector, for its plugins: found in the child, as targets are.
 * @module
 */
import type { Lookup } from './lookup.ts';

type Values = Record<string, unknown>;

/** Plugins that take a selector, by itself or under one of these names. The same places take the data of a path. */
const PLUGINS: Record<string, readonly string[]> = { motionPath: ['path', 'align'], morphSVG: ['shape'] };
/** How these plugins tell a selector from the data of a path. */
const SELECTOR = /^[#.][a-z]|[a-y][a-z]/i;

/** The variables themselves when they name nothing. */
export function resolveVars(vars: unknown, lookup: Lookup): unknown {
  if (Array.isArray(vars)) return vars.some(isValues) ? vars.map((step) => resolveVars(step, lookup)) : vars;
  if (!isValues(vars)) return vars;
  const resolved: Values = {};
  for (const [plugin, names] of Object.entries(PLUGINS)) {
    const value = vars[plugin];
    if (typeof value === 'string') resolved[plugin] = resolveElement(value, lookup);
    if (isValues(value)) resolved[plugin] = resolveNamed(value, names, lookup);
  }
  if (vars['keyframes'] !== undefined) resolved['keyframes'] = resolveVars(vars['keyframes'], lookup);
  return Object.keys(resolved).some((name) => resolved[name] !== vars[name]) ? { ...vars, ...resolved } : vars;
}

function resolveNamed(values: Values, names: readonly string[], lookup: Lookup): Values {
  const strings = names.filter((name) => typeof values[name] === 'string');
  const resolved = strings.map((name) => [name, resolveElement(values[name] as string, lookup)]);
  return strings.length > 0 ? { ...values, ...Object.fromEntries(resolved) } : values;
}

function resolveElement(text: string, lookup: Lookup): unknown {
  if (text === 'self' || !SELECTOR.test(text)) return text;
  return lookup(text)[0] ?? text;
}

/** Elements and GSAP's own objects are left alone. */
function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
