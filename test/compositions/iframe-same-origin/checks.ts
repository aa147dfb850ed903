import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 5,
  pixels: [
    ...[0, 4, 5, 9].flatMap(
      (frame) =>
        [
          [frame, 10 + 10 * frame, 15, 'red'],
          [frame, 10 + 10 * frame, 25, 'red'],
          [frame, 10 + 10 * frame, 35, 'red'],
          [frame, 10, 45, 'red'],
          [frame, 10 + 10 * frame, 60, 'red'],
          [frame, 10, 80, 'lime'],
        ] as const,
    ),
    [9, 10, 25, 'black'],
    [9, 10, 60, 'black'],
    // The frame's body begins at the browser's own margin of 8 px.
    [9, 3, 11, 'black'],
    [9, 18, 11, 'blue'],
  ],
});
