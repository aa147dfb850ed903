/**
 * The form of a lint rule.
 * @module
 */
import type { Node } from 'acorn';
import { nameElement, type HtmlElement } from '../site/html.ts';
import type { Place } from '../site/place.ts';
import type { SiteDocument, SiteModel } from '../site/site-model.ts';
import type { WARNING_SEVERITIES } from '#contracts/warning.ts';
import { buildCodeModel, type CodeModel } from './code/code-model.ts';
import { findTimelines, findTweens, type TimelineCreation, type Tween } from './code/gsap-calls.ts';
import { readTimelineRegistry, type TimelineRegistry } from './code/timeline-registry.ts';

/** One rule, or a few that ask the same question. */
export interface Rule<Code extends string = string> {
  /** Every code it may report, with the condition in words for `docs/lint.md`. */
  codes: Record<Code, { severity: (typeof WARNING_SEVERITIES)[number]; when: string }>;
  check(context: RuleContext): Iterable<Problem<Code>>;
}

/** One document that holds a composition, and what all rules want to know about it. */
export interface RuleContext {
  site: SiteModel;
  document: SiteDocument;
  code: CodeModel;
  timelines: readonly TimelineCreation[];
  tweens: readonly Tween[];
  registry: TimelineRegistry;
}

export interface Problem<Code extends string = string> {
  code: Code;
  /** The rule and the value that breaks it. */
  message: string;
  /** What to do. */
  fixHint: string;
  place: Place;
  element: string | null;
}

/** Lets TypeScript hold a rule to the codes that it lists. */
export const defineRule = <const Code extends string>(rule: Rule<Code>): Rule<Code> => rule;

export function createContext(site: SiteModel, document: SiteDocument): RuleContext {
  const code = buildCodeModel(document.scripts);
  return {
    site,
    document,
    code,
    timelines: findTimelines(code),
    tweens: findTweens(code),
    registry: readTimelineRegistry(code),
  };
}

/** Where a problem with an element, or with one of its attributes, is shown. */
export function atElement(
  { document }: RuleContext,
  element: HtmlElement,
  attribute?: string,
): Pick<Problem, 'place' | 'element'> {
  const position = attribute === undefined ? element.position : element.positionOf(attribute);
  return { place: { file: document.path, ...position }, element: nameElement(element) };
}

/** Where a problem with code is shown. */
export const atNode = ({ code }: RuleContext, node: Node): Pick<Problem, 'place' | 'element'> => ({
  place: code.placeOf(node),
  element: null,
});
