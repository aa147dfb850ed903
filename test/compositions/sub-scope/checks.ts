import { checks, type PixelCheck } from '../checks.ts';

export default checks({
  frames: 2,
  pixels: [
    ...Array.from({ length: 12 }, (_, i): PixelCheck => [1, 5 + i * 10, 5, 'lime']),
    [1, 125, 5, 'red'],
    [1, 5, 35, 'lime'],
    [1, 15, 35, 'red'],
    // The page's own elements of these names.
    [1, 5, 55, 'black'],
  ],
});
