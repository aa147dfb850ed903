import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  pixels: [
    [1, 20, 20, [244, 67, 54]], // red square by fallback
    [1, 100, 20, [25, 118, 210]], // blue square by name
    [1, 10, 70, 'lime'], // Japanese
    [1, 30, 70, 'lime'], // simplified Chinese
    [1, 50, 70, 'lime'], // Korean
    [1, 70, 70, 'lime'], // Arabic
  ],
});
