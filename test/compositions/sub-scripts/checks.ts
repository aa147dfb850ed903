import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'vendor/gsap.js': 'gsap/dist/gsap.min.js' },
  warnings: ['sub_timeline_script_failure'],
  pixels: [
    [0, 10, 30, 'red'],
    [5, 10, 30, 'black'],
    [5, 30, 30, 'red'],
    [5, 30, 55, 'red'],
    [0, 90, 30, 'lime'],
    [5, 130, 30, 'lime'],
    [9, 130, 30, 'lime'],
    [9, 10, 75, 'white'],
    [9, 30, 75, 'black'],
  ],
});
