import { expect, test } from 'vitest';
import { findFontsAtLoad } from './fonts-at-load.ts';

const DRAW = 'x.fillText("a", 0, 0);';

test.each([
  [`x.font = '500 36px "JetBrains Mono", monospace'; ${DRAW}`, ['Inter', 'JetBrains Mono']],
  [`x.font = '700 36px Oswald, sans-serif'; ${DRAW}`, ['Inter', 'Oswald']],
  [`const face = 'Playfair Display'; ${DRAW}`, ['Inter', 'Playfair Display']],
  ['x.font = `${weight} ${size}px "Space Mono"`;' + DRAW, ['Inter', 'Space Mono']],
  [`p { font: 800 40px/1.2 Lato, sans-serif } ${DRAW}`, ['Inter', 'Lato']],
  [`:root { --font-head: Unknown, 'Poppins', Oswald } ${DRAW}`, ['Inter', 'Poppins']],
  [`<text font-family="Montserrat">${DRAW}`, ['Inter', 'Montserrat']],
  [`{"fontFamily":"Outfit"} ${DRAW}`, ['Inter', 'Outfit']],
  [`body { font-family: Helvetica Neue, Roboto, sans-serif } ${DRAW}`, ['Inter', 'Helvetica Neue']],
  [`pre { font-family: monospace } ${DRAW}`, ['Inter']],
  [`@font-face { src: url(a.woff2); font-family: "Lato" } p { font-family: Lato } ${DRAW}`, ['Inter']],
])('%s', (text, names) => {
  expect(findFontsAtLoad([text])?.names).toEqual(names);
});

test('a site whose scripts neither draw nor measure text needs none', () => {
  expect(findFontsAtLoad(['<p style="font-family: Oswald">Hello</p>', 'gsap.to("p", { x: 100 })'])).toBeNull();
});

test('what a script writes in another file counts, and variables do', () => {
  const texts = ['<p style="font: italic 300 20px Inter">Łódź &#1071;</p>', `${DRAW} "\\u03a9"`, '{"face":"Nunito"}'];
  expect(findFontsAtLoad(texts)).toEqual({
    names: ['Inter', 'Nunito'],
    characters: 'ŁóźЯΩ',
    weights: [300, 400],
    hasItalics: true,
  });
});
