import { checks } from '../checks.ts';

export default checks({
  frames: 12,
  chunkSize: 6,
  packages: { 'anime.js': 'animejs3/lib/anime.min.js' },
  pixels: [
    [0, 10, 10, 'red'],
    [5, 60, 10, 'red'],
    [6, 70, 10, 'red'],
    [10, 110, 10, 'red'],
    [4, 90, 40, 'red'],
    [5, 110, 40, 'red'],
    [6, 90, 40, 'red'],
    [9, 30, 40, 'red'],
    [11, 30, 40, 'red'],
    [4, 90, 60, 'red'],
    [5, 10, 60, 'red'],
    [6, 30, 60, 'red'],
    [11, 110, 60, 'red'],
    [4, 90, 80, 'red'],
    [6, 90, 80, 'red'],
    [10, 10, 80, 'red'],
  ],
});
