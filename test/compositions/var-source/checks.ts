import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  call: { variables: { script: 'java\nscript:alert(1)', page: 'data:text/html,hi' } },
  pixels: [
    [0, 10, 45, 'lime'],
    [0, 30, 45, 'blue'],
    [0, 50, 45, 'lime'],
    [0, 70, 45, 'lime'],
    [0, 90, 45, 'lime'],
  ],
});
