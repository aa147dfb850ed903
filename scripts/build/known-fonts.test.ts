import { expect, test } from 'vitest';
import { findBundled, findStandIn } from '#analysis/site/known-fonts.ts';
import { SMALL_FAMILIES } from './font-families.ts';

test.each(SMALL_FAMILIES.map(({ names }) => names))('lint knows %s as the build makes it', (family, ...otherNames) => {
  expect(findBundled(family!)).toBe(family);
  const unknown = otherNames.filter((name) => !isKeyword(name) && findStandIn(name) !== family);
  expect(unknown).toEqual([]);
});

/** Lint says nothing of generic names, however they are drawn. */
const isKeyword = (name: string): boolean => /^(?:-apple-system|BlinkMacSystemFont|ui-)/.test(name);
