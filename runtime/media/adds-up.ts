/**
 * Whether a picture that is the sum of others still is when each of them is shown by itself. Scaling, turning, masking, clipping,
 * opacity and blur keep sums; what bends colours does not.
 * @module
 */

const BLENDS = ['normal', 'multiply', 'screen'];
/** Filters that keep sums; those with a bound only up to an amount of 1. */
const FILTERS: Record<string, 'always' | 'up to 1'> = {
  blur: 'always',
  opacity: 'always',
  'drop-shadow': 'always',
  grayscale: 'always',
  brightness: 'up to 1',
  saturate: 'up to 1',
};

/** The style that stands against it, as `filter: contrast(2)`; null when none does. */
export function bendingStyle(element: Element): string | null {
  for (let at: Element | null = element; at; at = parentOf(at)) {
    const { filter, mixBlendMode } = getComputedStyle(at);
    if (!BLENDS.includes(mixBlendMode)) return `mix-blend-mode: ${mixBlendMode}`;
    if (!keepsSums(filter)) return `filter: ${filter}`;
  }
  return null;
}

/** `filter` as computed: functions with one amount each, a number. */
export function keepsSums(filter: string): boolean {
  if (filter === 'none') return true;
  return [...filter.matchAll(/([a-z-]+)\(((?:[^()]|\([^()]*\))*)\)/g)].every(([, name, amount]) => {
    const rule = FILTERS[name!];
    return rule === 'always' || (rule === 'up to 1' && Number(amount) <= 1);
  });
}

function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}
