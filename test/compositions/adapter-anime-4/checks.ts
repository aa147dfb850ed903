import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 5,
  packages: { 'anime.js': 'animejs/dist/bundles/anime.umd.min.js' },
  pixels: [
    [0, 10, 10, 'red'],
    [4, 50, 10, 'red'],
    [5, 60, 10, 'red'],
    [9, 100, 10, 'red'],
    [0, 10, 60, 'red'],
    [4, 90, 40, 'red'],
    [4, 10, 60, 'red'],
    [5, 110, 40, 'red'],
    [7, 50, 60, 'red'],
    [9, 90, 60, 'red'],
    [4, 90, 80, 'red'],
    [5, 110, 80, 'red'],
    [6, 90, 80, 'red'],
    [9, 30, 80, 'red'],
  ],
});
