import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 5,
  isOneWay: 'An animation that a script makes once begins at the frame that makes it.',
  pixels: [
    [0, 10, 5, 'red'],
    [5, 60, 5, 'red'],
    [9, 100, 5, 'red'],
    [0, 40, 20, 'red'],
    [5, 90, 20, 'red'],
    [0, 110, 35, 'red'],
    [9, 110, 35, 'red'],
    [5, 10, 50, 'red'],
    [4, 10, 65, 'red'],
    [5, 10, 65, 'red'],
    [9, 90, 65, 'red'],
    [4, 90, 80, 'red'],
    [5, 110, 80, 'red'],
    [6, 90, 80, 'red'],
  ],
});
