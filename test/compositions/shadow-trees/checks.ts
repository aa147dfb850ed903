import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 7,
  pixels: [20, 80, 140].flatMap(
    (x) =>
      [
        [0, x, 45, 'red'],
        [4, x, 45, 'red'],
        [5, x, 45, 'lime'],
        [9, x, 45, 'lime'],
      ] as const,
  ),
});
