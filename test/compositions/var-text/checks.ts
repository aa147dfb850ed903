import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  call: { variables: { word: 'new <i> text' } },
  pixels: [
    [0, 10, 45, 'lime'],
    [0, 30, 45, 'lime'],
    [0, 50, 45, 'lime'],
  ],
});
