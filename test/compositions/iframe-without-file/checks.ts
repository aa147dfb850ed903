import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 5,
  pixels: [
    ...[0, 4, 5, 9].flatMap(
      (frame) =>
        [
          [frame, 10 + 10 * frame, 10, 'red'],
          [frame, 10 + 10 * frame, 30, 'red'],
          [frame, 10 + 10 * frame, 55, 'lime'],
        ] as const,
    ),
    [4, 140, 75, 'red'],
    [5, 140, 75, 'blue'],
  ],
});
