import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  packages: { 'own.woff2': '@fontsource/space-mono/files/space-mono-latin-400-normal.woff2' },
  pixels: [
    [1, 8, 45, 'lime'], // the declared weight of an alias
    [1, 24, 45, 'lime'], // a weight that only the bundled family has
    [1, 40, 45, 'lime'], // a bundled name in another case
    [1, 56, 45, 'lime'], // other aliases stay
  ],
});
