import { describe, expect, it } from 'vitest';
import { fromMix, lightToSrgb, pageLight, srgbToLight, toMix } from './curves.ts';
import { EXPOSURES, exposureMaker, FULL_SIGNAL } from './exposures.ts';
import { mergeFor, type Picture } from './merge-exposures.ts';

const NITS = [0, 0.05, 1, 5, 20, 80, 203, 500, 1000, 4000, 10_000];
const pqOf = (nits: number): number => fromMix.pq(lightToSrgb(nits / 203));

describe('curves', () => {
  it.each([
    [0.1, 0.0623],
    [10, 0.2997],
    [203, 0.5807],
    [1000, 0.7518],
    [10_000, 1],
  ])('%d nits are %d in PQ, as ITU-R BT.2100 has it', (nits, signal) => {
    expect(pqOf(nits)).toBeCloseTo(signal, 3);
  });

  it('white is 75 % of HLG, and 1000 nits are all of it', () => {
    expect(fromMix.hlg(1)).toBeCloseTo(0.75, 6);
    expect(srgbToLight(toMix.hlg(1)) * 203).toBeCloseTo(1000, -1);
  });

  it.each(['pq', 'hlg'] as const)('%s comes back from the scale in which pictures are mixed', (transfer) => {
    for (let i = 0; i <= 100; i++) expect(fromMix[transfer](toMix[transfer](i / 100))).toBeCloseTo(i / 100, 5);
  });
});

describe('exposures', () => {
  it('are as many as the brightest value needs', () => {
    const count = (nits: number) =>
      exposureMaker('pq').count({ signals: Uint16Array.of(0, pqOf(nits) * FULL_SIGNAL), width: 1, height: 1 });
    expect([0, 0.5, 10, 203, 1000, 4000].map(count)).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('what is merged', () => {
  // Every signal, seen through every part of the page, over each of its colours.
  const cases = NITS.flatMap((nits) =>
    [0, 0.25, 0.5, 0.75, 1].flatMap((part) => [0, 60, 128, 255].map((page) => ({ signal: pqOf(nits), part, page }))),
  );
  const picture = (valueOf: (part: number, page: number, index: number) => number): Picture => ({
    // As a browser does: rounded once, at the end.
    bytes: Uint8Array.from(
      cases.flatMap(({ part, page }, i) => new Array<number>(3).fill(Math.round(valueOf(part, page, i)))),
    ),
    channels: 3,
    width: cases.length,
    height: 1,
  });
  const over = (value: number, part: number, page: number): number => page * (1 - part) + value * part;

  it.each(['pq', 'hlg'] as const)('in %s is the sum of page and video, to 4 of 1023', (transfer) => {
    const signals = Uint16Array.from(
      cases.flatMap(({ signal }) => new Array<number>(3).fill(Math.round(signal * FULL_SIGNAL))),
    );
    const exposed = EXPOSURES.map((_, i) =>
      exposureMaker(transfer).expose({ signals, width: cases.length, height: 1 }, i),
    );
    const merged = mergeFor(transfer)({
      black: picture((part, page) => over(0, part, page)),
      white: picture((part, page) => over(255, part, page)),
      exposures: exposed.map((bytes) => picture((part, page, i) => over(bytes[i * 3]!, part, page))),
    });
    cases.forEach(({ signal, part, page }, i) => {
      const light = srgbToLight(page / 255);
      const ground = lightToSrgb(pageLight[transfer](light, light, light)[0]);
      const wanted = fromMix[transfer](over(toMix[transfer](signal), part, ground));
      const actual = merged.readUInt16LE(i * 6) / FULL_SIGNAL;
      expect(Math.abs(actual - wanted) * 1023, `${signal} through ${part} over ${page}`).toBeLessThanOrEqual(4);
    });
  });
});
