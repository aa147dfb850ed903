import { describe, expect, test } from 'vitest';
import {
  renameSelector,
  scopeInnerSelector,
  scopeLookup,
  scopeStyleSelector,
  type SelectorScope,
} from './scope-selector.ts';

const INTRO: SelectorScope = {
  authoredId: 'intro',
  runtimeId: 'intro__hf1',
  hasInnerRoot: true,
  rootElementId: 'root',
  innerIds: new Map([['badge', 'badge__hf2']]),
};
const BOX = '[data-composition-id="intro__hf1"]';

describe('selectors of a style sheet', () => {
  test.each([
    ['.title', `${BOX} .title`],
    ['.a > .b + .c', `${BOX} .a > .b + .c`],
    ['h1, .a:is(.b, .c), p::before', `${BOX} h1, ${BOX} .a:is(.b, .c), ${BOX} p::before`],
    ['[title="a, b"] i', `${BOX} [title="a, b"] i`],
    ['.sm\\:big, .x', `${BOX} .sm\\:big, ${BOX} .x`],
  ])('%s is kept in the box', (selector, scoped) => {
    expect(scopeStyleSelector(selector, INTRO)).toBe(scoped);
  });

  test.each([
    ['html', BOX],
    ['body', BOX],
    [':root', BOX],
    ['html, body', `${BOX}, ${BOX}`],
    ['html body .a', `${BOX} .a`],
    ['html > body', BOX],
    ['body > .a', `${BOX} > .a`],
    ['body::before', `${BOX}::before`],
    ['body-like', `${BOX} body-like`],
    ['.body', `${BOX} .body`],
  ])('%s has the box for its page', (selector, scoped) => {
    expect(scopeStyleSelector(selector, INTRO)).toBe(scoped);
  });

  test.each([
    ['[data-composition-id="intro"]', `${BOX} > [data-hf-inner-root]`],
    ['div[data-composition-id="intro"] .a', `${BOX} > div[data-hf-inner-root] .a`],
    ['[data-composition-id="intro"][data-start="0"]', `${BOX} > [data-hf-inner-root]`],
    ['[data-duration="2"][data-composition-id="intro"].x', `${BOX} > [data-hf-inner-root].x`],
    ['#root', `${BOX} > [data-hf-authored-id="root"]`],
    ['#root.dark .a', `${BOX} > [data-hf-authored-id="root"].dark .a`],
    ['#root-like', `${BOX} #root-like`],
    ['.a:not(#root)', `${BOX} .a:not([data-hf-authored-id="root"])`],
    ['[data-start="0"]', `${BOX} [data-start="0"]`],
    ['[data-composition-id="badge"] b', `${BOX} [data-composition-id="badge__hf2"] b`],
    ['[data-composition-id="other"] b', `${BOX} [data-composition-id="other"] b`],
    ['[title="#root"]', `${BOX} [title="#root"]`],
  ])('%s follows what was renamed', (selector, scoped) => {
    expect(scopeStyleSelector(selector, INTRO)).toBe(scoped);
  });

  test('of a composition without a wrapper mean the host itself', () => {
    const whole = { ...INTRO, hasInnerRoot: false, rootElementId: null };
    expect(scopeStyleSelector('[data-composition-id="intro"] .a', whole)).toBe(`${BOX} .a`);
    expect(scopeStyleSelector('#root', whole)).toBe(`${BOX} #root`);
  });

  test('of the first mount, whose id stays, are not renamed twice', () => {
    const first = { ...INTRO, runtimeId: 'intro' };
    expect(scopeStyleSelector('body .a, [data-composition-id="intro"] .b', first)).toBe(
      '[data-composition-id="intro"] .a, [data-composition-id="intro"] > [data-hf-inner-root] .b',
    );
  });

  test('that are universal stay so', () => {
    expect(scopeStyleSelector('*', INTRO)).toBe('*');
    expect(scopeStyleSelector('*, .a *', INTRO)).toBe(`*, ${BOX} .a *`);
  });
});

test('look-ups never leave the box', () => {
  expect(scopeLookup('*', INTRO)).toBe(`${BOX} *`);
  expect(scopeLookup("[data-composition-id='intro'],.a", INTRO)).toBe(`${BOX} > [data-hf-inner-root], ${BOX} .a`);
});

describe('selectors inside other rules', () => {
  test.each([
    ['.a', ':scope .a'],
    ['> .a', ':scope > .a'],
    [':scope > .a, .b', ':scope:scope > .a, :scope .b'],
    ['.theme & .a', '.theme &:scope .a'],
    ['#root .a', ':scope [data-hf-authored-id="root"] .a'],
  ])('%s in an @scope gains what a selector gains in the box', (selector, scoped) => {
    expect(scopeInnerSelector(selector, INTRO)).toBe(scoped);
  });

  test.each([
    ['& .a', '& .a'],
    ['&#root', '&[data-hf-authored-id="root"]'],
    ['.a, .b', '.a, .b'],
  ])('%s nested in a rule is only renamed', (selector, scoped) => {
    expect(renameSelector(selector, INTRO)).toBe(scoped);
  });

  test.each([
    [':scope .a', `${BOX} .a`],
    ['& .a', `${BOX} .a`],
  ])('%s outside every rule has the box for its scope', (selector, scoped) => {
    expect(scopeStyleSelector(selector, INTRO)).toBe(scoped);
  });
});
