import { expect, test } from 'vitest';
import { fit } from './fit.js';

const FULL_HD = { width: 1920, height: 1080 };

test('at its own size a composition is not scaled', () => {
  expect(fit(FULL_HD, FULL_HD)).toEqual({ scale: 1, x: 0, y: 0 });
});

test('in a box of its shape it reaches every edge', () => {
  const box = { width: 853.4, height: 480.04 };
  const { scale, x, y } = fit(FULL_HD, box);
  expect([x, y]).toEqual([0, 0]);
  expect(scale * FULL_HD.width).toBeGreaterThanOrEqual(box.width);
  expect(scale * FULL_HD.height).toBeGreaterThanOrEqual(box.height);
  expect(scale * FULL_HD.width).toBeLessThan(box.width + 3);
});

test('in another box it is whole and in the middle', () => {
  expect(fit(FULL_HD, { width: 1000, height: 540 })).toEqual({ scale: 0.5, x: 20, y: 0 });
  expect(fit(FULL_HD, { width: 960, height: 600 })).toEqual({ scale: 0.5, x: 0, y: 30 });
});
