import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 4,
  pixels: [0, 3, 4, 5, 9].flatMap((frame) => [
    [frame, 40, 22, frame < 5 ? 'red' : 'lime'],
    [frame, 120, 22, 'yellow'],
    [frame, 40, 67, frame < 5 ? 'blue' : 'cyan'],
    [frame, 120, 67, frame < 5 ? 'red' : 'lime'],
  ]),
});
