import { checks } from '../checks.ts';

export default checks({
  frames: 4,
  mirrors: {
    'https://fonts.googleapis.com/': 'web',
    'https://fonts.gstatic.com/s/': '../../../node_modules/@fontsource/space-mono/files',
  },
  packages: {
    'regular.woff2': '@fontsource/space-mono/files/space-mono-latin-400-normal.woff2',
    'bold.woff2': '@fontsource/space-mono/files/space-mono-latin-700-normal.woff2',
  },
  pixels: [
    [0, 10, 45, 'lime'],
    [0, 30, 45, 'lime'],
    [1, 50, 45, 'black'],
    [2, 50, 45, 'lime'], // of which Google has only the regular weight
  ],
});
