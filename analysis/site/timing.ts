/**
 * When the elements of a document are on screen, as far as the text alone tells, and what is wrong with how it says so.
 * @module
 */
import type { HtmlElement } from './html.ts';
import { parseSeconds, parseStart } from '#contracts/time-grammar.ts';

export interface TimedElement {
  element: HtmlElement;
  isComposition: boolean;
  /** As written; null where the attribute is absent. */
  startText: string | null;
  durationText: string | null;
  /** Seconds from the start of the document's root. */
  start: number;
  /** Null when only a browser, a timeline or the media file can tell. */
  duration: number | null;
  /** Lane; 0 when none is given. */
  track: number;
}

export const TIMING_CODES = [
  'invalid-start',
  'unresolved-start-reference',
  'invalid-duration',
  'invalid-end',
  'end-before-start',
  'deprecated-end',
  'conflicting-end',
  'invalid-track-index',
  'deprecated-layer',
  'conflicting-layer',
] as const;
export type TimingCode = (typeof TIMING_CODES)[number];

export interface TimingProblem {
  code: TimingCode;
  element: HtmlElement;
  attribute: string;
  value: string;
}

const UNTIMED_TAGS = new Set(['script', 'style', 'link', 'meta']);

/** All elements with `data-start`, and compositions without one, in document order. */
export function resolveTiming(elements: readonly HtmlElement[]): TimedElement[] {
  const find = targetFinder(elements);
  const starts = new Map<HtmlElement, number>();
  const underWay = new Set<HtmlElement>();

  const startOf = (element: HtmlElement): number => {
    const known = starts.get(element);
    if (known !== undefined) return known;
    // The element that closes a circle starts at 0.
    if (underWay.has(element)) return 0;
    underWay.add(element);
    const start = Math.max(0, computeStart(element));
    underWay.delete(element);
    starts.set(element, start);
    return start;
  };
  const computeStart = (element: HtmlElement): number => {
    const host = enclosingComposition(element);
    const text = element.attributes.get('data-start');
    if (text === undefined) return host && isComposition(element) ? startOf(host) : 0;
    const parsed = parseStart(text, (id) => find(id) !== undefined);
    if (parsed?.kind === 'after') {
      const target = find(parsed.target);
      return target ? startOf(target) + (durationOf(target) ?? 0) + parsed.offset : 0;
    }
    return (host ? startOf(host) : 0) + (parsed?.seconds ?? 0);
  };

  return elements.filter(isTimed).map((element) => ({
    element,
    isComposition: isComposition(element),
    startText: element.attributes.get('data-start') ?? null,
    durationText: element.attributes.get('data-duration') ?? null,
    start: startOf(element),
    duration: durationOf(element),
    track: trackOf(element),
  }));
}

export function findTimingProblems(elements: readonly HtmlElement[]): TimingProblem[] {
  const find = targetFinder(elements);
  return elements.filter(isTimed).flatMap((element) => {
    const problem = (code: TimingCode, attribute: string): TimingProblem => ({
      code,
      element,
      attribute,
      value: element.attributes.get(attribute)!,
    });
    return [
      ...startProblems(element, find).map((code) => problem(code, 'data-start')),
      ...durationProblems(element).map((code) => problem(code, 'data-duration')),
      ...endProblems(element).map((code) => problem(code, 'data-end')),
      ...trackProblems(element).map(([code, attribute]) => problem(code, attribute)),
    ];
  });
}

export const isComposition = ({ attributes }: HtmlElement): boolean =>
  attributes.has('data-composition-id') || attributes.has('data-composition-src');

const isTimed = (element: HtmlElement): boolean =>
  !UNTIMED_TAGS.has(element.tag) && (element.attributes.has('data-start') || isComposition(element));

export function enclosingComposition(element: HtmlElement): HtmlElement | null {
  for (let node = element.parent; node; node = node.parent) if (isComposition(node)) return node;
  return null;
}

/** `data-duration`, else what `data-end` leaves; null when neither says anything usable. */
export function durationOf({ attributes }: HtmlElement): number | null {
  const duration = parseSeconds(attributes.get('data-duration'));
  if (duration !== null && duration > 0) return duration;
  const end = parseSeconds(attributes.get('data-end'));
  const start = parseSeconds(attributes.get('data-start') ?? '0');
  return end !== null && start !== null && end > start ? end - Math.max(0, start) : null;
}

function trackOf({ attributes }: HtmlElement): number {
  const text = attributes.get('data-track-index') ?? attributes.get('data-layer') ?? attributes.get('data-track');
  return Number.parseInt(text ?? '0', 10) || 0;
}

/** A start may name an element by its id, or a composition by its own. */
function targetFinder(elements: readonly HtmlElement[]): (id: string) => HtmlElement | undefined {
  const byId = new Map<string, HtmlElement>();
  for (const attribute of ['data-composition-id', 'id']) {
    for (const element of elements.toReversed()) {
      const id = element.attributes.get(attribute);
      if (id) byId.set(id, element);
    }
  }
  return (id) => byId.get(id);
}

function startProblems({ attributes }: HtmlElement, find: (id: string) => HtmlElement | undefined): TimingCode[] {
  const text = attributes.get('data-start');
  if (text === undefined) return [];
  const parsed = parseStart(text, (id) => find(id) !== undefined);
  if (parsed === null) return ['invalid-start'];
  if (parsed.kind === 'local' || find(parsed.target)) return [];
  // `1s` could be an id, but is meant as a number.
  return [/^[\d.]/.test(parsed.target) ? 'invalid-start' : 'unresolved-start-reference'];
}

function durationProblems({ attributes }: HtmlElement): TimingCode[] {
  const text = attributes.get('data-duration');
  const seconds = parseSeconds(text);
  return text !== undefined && !(seconds !== null && seconds > 0) ? ['invalid-duration'] : [];
}

function endProblems({ attributes }: HtmlElement): TimingCode[] {
  const text = attributes.get('data-end');
  if (text === undefined) return [];
  const codes: TimingCode[] = ['deprecated-end'];
  const end = parseSeconds(text);
  const start = parseSeconds(attributes.get('data-start') ?? '0');
  const duration = parseSeconds(attributes.get('data-duration'));
  if (end === null) codes.push('invalid-end');
  else if (start !== null && end <= start) codes.push('end-before-start');
  else if (start !== null && duration !== null && Math.abs(start + duration - end) > 1e-6)
    codes.push('conflicting-end');
  return codes;
}

function trackProblems({ attributes }: HtmlElement): [TimingCode, string][] {
  const index = attributes.get('data-track-index');
  const layer = attributes.get('data-layer');
  const found: [TimingCode, string][] = [];
  if (index !== undefined && !/^\s*[+-]?\d+\s*$/.test(index)) found.push(['invalid-track-index', 'data-track-index']);
  if (layer !== undefined) found.push(['deprecated-layer', 'data-layer']);
  if (layer !== undefined && index !== undefined && layer.trim() !== index.trim()) {
    found.push(['conflicting-layer', 'data-layer']);
  }
  return found;
}
