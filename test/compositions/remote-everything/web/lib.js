export { color } from './parts/color.js';
