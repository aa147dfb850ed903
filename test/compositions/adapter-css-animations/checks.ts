import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 5,
  pixels: [
    [0, 10, 5, 'red'],
    [5, 60, 5, 'red'],
    [9, 100, 5, 'red'],
    [0, 40, 15, 'red'],
    [5, 90, 15, 'red'],
    [9, 110, 15, 'red'],
    [4, 10, 25, 'red'],
    [5, 60, 25, 'red'],
    [4, 90, 35, 'red'],
    [5, 110, 35, 'red'],
    [6, 90, 35, 'red'],
    [5, 60, 45, 'red'],
    [4, 10, 65, 'black'],
    [5, 10, 65, 'red'],
    [7, 30, 65, 'red'],
    [4, 50, 75, 'black'],
    [5, 60, 75, 'red'],
    [7, 80, 75, 'red'],
  ],
});
