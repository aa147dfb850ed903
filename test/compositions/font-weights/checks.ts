import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  pixels: [
    [1, 8, 15, 'lime'], // Inter
    [1, 24, 15, 'lime'], // Poppins
    [1, 40, 15, 'lime'], // Montserrat
    [1, 56, 15, 'lime'], // Roboto
    [1, 72, 15, 'lime'], // Open Sans
    [1, 88, 15, 'lime'], // EB Garamond italic
    [1, 104, 15, 'lime'], // Lato italic
    [1, 120, 15, 'lime'], // Roboto italic
  ],
});
