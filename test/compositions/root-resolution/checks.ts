import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  call: { resolution: '1080p' },
  pixels: [
    [0, 1820, 980, 'lime'],
    [0, 1650, 980, 'black'],
    [0, 1820, 850, 'black'],
    [1, 1820, 980, 'lime'],
    [1, 1650, 980, 'black'],
    [1, 1820, 850, 'black'],
  ],
});
