import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  warnings: ['sub_composition_circular'],
  pixels: [
    [0, 20, 45, 'red'],
    [9, 20, 45, 'red'],
    [9, 60, 45, 'black'],
  ],
});
