import { checks, type Color, type PixelCheck } from '../checks.ts';

/** What shows before 0.3 s, at 0.4 s, from 0.5 s on, and at the end, of what begins at 0.5 s. */
const CELLS: readonly (readonly [x: number, y: number, before: Color, at: Color, end: Color])[] = [
  [0, 0, 'black', 'lime', 'black'],
  [10, 0, 'black', 'lime', 'black'],
  [20, 0, 'black', 'lime', 'black'],
  [30, 0, 'black', 'lime', 'lime'],
  [40, 0, 'blue', 'lime', 'lime'],
  [50, 0, 'blue', 'lime', 'lime'],
  [60, 0, 'black', 'lime', 'lime'],
  [70, 0, 'blue', 'lime', 'lime'],
  [80, 0, 'blue', 'lime', 'lime'],
  [90, 0, 'black', 'lime', 'lime'],
  [100, 0, 'black', 'lime', 'lime'],
  [110, 0, 'black', 'lime', 'lime'],
  [0, 20, 'red', 'lime', 'lime'],
  [10, 20, 'black', 'lime', 'lime'],
  [30, 20, 'black', 'lime', 'black'],
  [40, 20, 'black', 'lime', 'black'],
  [50, 20, 'black', 'lime', 'lime'],
  [60, 20, 'black', 'lime', 'black'],
];

export default checks({
  frames: 20,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js', 'text.min.js': 'gsap/dist/TextPlugin.min.js' },
  chunkSize: 7,
  pixels: [
    ...CELLS.flatMap(([x, y, before, at, end]): PixelCheck[] => [
      [0, x + 5, y + 5, before],
      [6, x + 5, y + 5, at],
      [19, x + 5, y + 5, end],
    ]),
    [4, 5, 5, 'black'],
    [4, 85, 5, 'magenta'],
    [4, 45, 25, 'black'],
    [9, 45, 25, 'black'],
    [12, 45, 25, 'lime'],
    [7, 25, 25, 'black'],
    [8, 25, 25, 'lime'],
  ],
});
