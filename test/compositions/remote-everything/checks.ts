import { checks } from '../checks.ts';

/** Each square is drawn by one kind of remote file; the late one shows in the second half alone. */
export default checks({
  frames: 10,
  chunkSize: 5,
  mirrors: {
    'https://cdn.test/': 'web',
    'https://fonts.test/': '../../../node_modules/@fontsource/archivo-black/files',
  },
  pixels: [
    [0, 10, 10, 'red'], // img
    [0, 30, 10, 'lime'], // background of a remote style sheet
    [0, 50, 10, 'blue'], // style sheet imported by a style sheet
    [0, 70, 10, 'yellow'], // classic script
    [0, 90, 10, 'magenta'], // module, with what it imports
    [0, 110, 10, 'cyan'], // fetched JSON
    [0, 129, 20, 'white'], // glyph of a remote font
    [4, 10, 50, 'black'],
    [5, 10, 50, 'lime'], // image that a later clip asks for
    [9, 10, 50, 'lime'],
    [9, 110, 10, 'cyan'],
  ],
});
