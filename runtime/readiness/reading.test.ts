import { expect, test } from 'vitest';
import { isGenericFamily } from '#contracts/generic-families.ts';
import { parseFamilies } from './font-families.ts';
import { imageUrls } from './image-urls.ts';

test('a font list gives its families without quotes', () => {
  expect(parseFamilies(`"Playfair Display", 'A, B', Inter , sans-serif`)).toEqual([
    'Playfair Display',
    'A, B',
    'Inter',
    'sans-serif',
  ]);
  expect(['System-UI', 'sans-serif', 'Inter'].map(isGenericFamily)).toEqual([true, true, false]);
});

test('a CSS value gives the addresses of its images, and no references into the page', () => {
  const page = 'https://composition.test/scene.html';
  const value = `linear-gradient(red, blue), url("a b.png"), url('x\\'y.png'), url(/c.svg#part), url(#mask), url("${page}#clip"), url()`;
  expect(imageUrls(value, page)).toEqual([
    'https://composition.test/a%20b.png',
    "https://composition.test/x'y.png",
    'https://composition.test/c.svg#part',
  ]);
});
