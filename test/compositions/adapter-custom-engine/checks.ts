import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 5,
  pixels: [
    [0, 10, 20, 'red'],
    [4, 50, 20, 'red'],
    [5, 60, 20, 'red'],
    [5, 60, 70, 'lime'],
    [9, 100, 70, 'lime'],
  ],
});
