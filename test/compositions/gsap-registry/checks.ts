import { checks } from '../checks.ts';

const rows = Array.from({ length: 9 }, (_, row) => 5 + row * 10);

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  chunkSize: 5,
  pixels: rows.flatMap((y) => [
    [0, 5, y, 'lime'],
    [2, 45, y, 'lime'],
    [7, 105, y, 'lime'],
    [7, 5, y, 'black'],
  ]),
});
