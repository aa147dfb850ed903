import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 5,
  isOneWay: 'A transition of d3 that has ended is gone.',
  packages: { 'd3.js': 'd3/dist/d3.min.js' },
  pixels: [
    [0, 10, 10, 'lime'],
    [5, 60, 10, 'lime'],
    [9, 100, 10, 'lime'],
    [0, 10, 40, 'red'],
    [4, 50, 40, 'red'],
    [5, 60, 40, 'red'],
    [4, 50, 60, 'red'],
    [5, 60, 60, 'red'],
    [9, 100, 60, 'red'],
    [4, 10, 80, 'red'],
    [5, 10, 80, 'red'],
    [7, 50, 80, 'red'],
    [9, 90, 80, 'red'],
  ],
});
