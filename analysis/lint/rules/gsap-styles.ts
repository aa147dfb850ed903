import type { HtmlElement } from '../../site/html.ts';
import { keyOf, numberOf, propertyOf } from '../code/code-model.ts';
import type { Tween } from '../code/gsap-calls.ts';
import { atNode, defineRule, type RuleContext } from '../rule.ts';
import { matches } from '../styles/match-selector.ts';
import { styleOf } from '../styles/own-style.ts';

interface TransformPart {
  /** Functions of the CSS `transform`. */
  css: RegExp;
  /** Properties by which GSAP moves the same. */
  gsap: readonly string[];
}

const PARTS: readonly TransformPart[] = [
  { css: /translate/, gsap: ['x', 'y', 'z'] },
  { css: /rotate/, gsap: ['rotation', 'rotate', 'rotationX', 'rotationY', 'rotationZ'] },
  { css: /scale/, gsap: ['scale', 'scaleX', 'scaleY'] },
];
/** Those that one selector finds are alike; a few tell enough. */
const MAX_TARGETS = 20;
/** An author who sets these has taken the CSS translation over into GSAP. */
const TAKEN_OVER = ['xPercent', 'yPercent', 'transform', 'clearProps'];

export const gsapStyles = defineRule({
  codes: {
    gsap_css_transform_conflict: {
      severity: 'error',
      when: 'A tween moves, turns or scales an element whose CSS `transform` does the same: GSAP overwrites it.',
    },
    gsap_from_opacity_noop: {
      severity: 'error',
      when: 'A `from` tween starts at opacity 0, and the CSS says 0 as well: nothing ever appears.',
    },
  },
  *check(context) {
    for (const tween of context.tweens) {
      for (const element of targetsOf(tween, context)) {
        const conflict = findTransformConflict(tween, element, context);
        if (conflict) {
          yield {
            code: 'gsap_css_transform_conflict',
            message: `The tween sets ${conflict.property} of "${tween.selector}", whose CSS has transform: ${conflict.css}; GSAP overwrites that.`,
            fixHint: 'Take the transform out of the CSS and set it with gsap.set (xPercent: -50 for translate(-50%)).',
            ...atNode(context, tween.nameNode),
          };
          break;
        }
        if (isOpacityNoop(tween, element, context)) {
          yield {
            code: 'gsap_from_opacity_noop',
            message: `The tween goes from opacity 0 to the opacity in the CSS of "${tween.selector}", which is 0 as well.`,
            fixHint: 'Take opacity: 0 out of the CSS, or use fromTo with opacity: 1.',
            ...atNode(context, tween.nameNode),
          };
          break;
        }
      }
    }
  },
});

function targetsOf({ selector }: Tween, { document }: RuleContext): HtmlElement[] {
  if (selector === null) return [];
  return document.elements.filter((element) => matches(element, selector)).slice(0, MAX_TARGETS);
}

function findTransformConflict(
  tween: Tween,
  element: HtmlElement,
  { document, tweens }: RuleContext,
): { property: string; css: string } | null {
  const names = keysOf(tween);
  const animated = PARTS.filter(({ gsap }) => gsap.some((name) => names.has(name)));
  if (animated.length === 0) return null;
  const css = styleOf(document, element, 'transform');
  const part = css === null ? undefined : animated.find((candidate) => candidate.css.test(css));
  if (!part) return null;
  const isTakenOver = tweens.some((other) => {
    const others = keysOf(other);
    return TAKEN_OVER.some((name) => others.has(name)) && other.selector !== null && matches(element, other.selector);
  });
  return isTakenOver ? null : { property: part.gsap.find((name) => names.has(name))!, css: css! };
}

function isOpacityNoop(tween: Tween, element: HtmlElement, { code, document, tweens }: RuleContext): boolean {
  if (tween.method !== 'from') return false;
  const property = ['opacity', 'autoAlpha'].find((name) => numberOf(propertyOf(tween.vars, name), code) === 0);
  if (property === undefined || Number.parseFloat(styleOf(document, element, 'opacity') ?? '1') !== 0) return false;
  // An earlier `set` may have made it visible.
  return !tweens.some(
    (other) =>
      other !== tween &&
      other.method !== 'from' &&
      (keysOf(other).has('opacity') || keysOf(other).has('autoAlpha')) &&
      other.selector !== null &&
      matches(element, other.selector),
  );
}

const keysOf = ({ vars, fromVars }: Tween): Set<string | null> =>
  new Set(
    [...(vars?.properties ?? []), ...(fromVars?.properties ?? [])].map((property) =>
      property.type === 'Property' ? keyOf(property) : null,
    ),
  );
