import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  call: { variables: { sly: '#f{0};f' } },
  pixels: [
    [0, 10, 45, 'lime'],
    [0, 30, 45, 'blue'],
    [0, 50, 45, 'yellow'],
    [0, 70, 45, 'magenta'],
    [0, 90, 45, 'cyan'],
    [0, 110, 45, 'black'],
  ],
});
