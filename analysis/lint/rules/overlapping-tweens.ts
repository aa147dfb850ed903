import { keyOf, numberOf, propertyOf, type CodeModel } from '../code/code-model.ts';
import type { Tween } from '../code/gsap-calls.ts';
import { atNode, defineRule } from '../rule.ts';

export const overlappingTweens = defineRule({
  codes: {
    overlapping_gsap_tweens: {
      severity: 'warning',
      when: 'Two tweens of a timeline move the same property of the same target at the same time.',
    },
  },
  *check(context) {
    const spans = context.tweens.flatMap((tween) => toSpan(tween, context.code) ?? []);
    for (const group of Map.groupBy(spans, ({ on, selector }) => `${on}\0${selector}`).values()) {
      for (const [index, span] of group.entries()) {
        const earlier = group.slice(0, index).find((other) => collide(other, span) !== undefined);
        if (!earlier) continue;
        yield {
          code: 'overlapping_gsap_tweens',
          message: `Two tweens move ${collide(earlier, span)} of "${span.selector}" between ${Math.max(earlier.start, span.start)} s and ${Math.min(earlier.end, span.end)} s.`,
          fixHint: 'Let one end before the other begins, or set overwrite: "auto" on the later one.',
          ...atNode(context, span.tween.nameNode),
        };
      }
    }
  },
});

interface Span {
  tween: Tween;
  on: string;
  selector: string;
  properties: string[];
  start: number;
  end: number;
}

/** GSAP's own settings among the properties of a tween. */
const SETTINGS = new Set(
  [
    'duration',
    'delay',
    'ease',
    'stagger',
    'repeat',
    'repeatDelay',
    'yoyo',
    'overwrite',
    'immediateRender',
    'id',
  ].concat([
    'onStart',
    'onUpdate',
    'onComplete',
    'onRepeat',
    'paused',
    'defaults',
    'transformOrigin',
    'lazy',
    'keyframes',
  ]),
);
const EPSILON_SECONDS = 1e-6;

/** When a tween runs, if the code says it in plain numbers. */
function toSpan(tween: Tween, code: CodeModel): Span | null {
  const { on, selector, vars, position } = tween;
  if (tween.method === 'set' || on === null || on === 'gsap' || selector === null || vars === null) return null;
  if (propertyOf(vars, 'overwrite') !== null) return null;
  const at = numberOf(position, code);
  const duration = numberOf(propertyOf(vars, 'duration'), code);
  if (at === null || duration === null) return null;
  const start = at + (numberOf(propertyOf(vars, 'delay'), code) ?? 0);
  const properties = vars.properties.flatMap((property) =>
    property.type === 'Property' ? (keyOf(property) ?? []) : [],
  );
  return {
    tween,
    on,
    selector,
    properties: properties.filter((name) => !SETTINGS.has(name)),
    start,
    end: start + duration,
  };
}

/** The first property that both move while both run. */
function collide(a: Span, b: Span): string | undefined {
  const isApart = a.end <= b.start + EPSILON_SECONDS || b.end <= a.start + EPSILON_SECONDS;
  return isApart ? undefined : b.properties.find((name) => a.properties.includes(name));
}
