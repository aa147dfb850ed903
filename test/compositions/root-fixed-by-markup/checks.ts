import { checks } from '../checks.ts';

export default checks({
  frames: 5,
  call: { variables: { seconds: 3 } },
  pixels: [
    [0, 150, 80, 'lime'],
    [0, 130, 80, 'black'],
    [4, 150, 80, 'lime'],
    [4, 130, 80, 'black'],
  ],
});
