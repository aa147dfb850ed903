import { checks } from '../checks.ts';

/** Against the files of the families themselves, which the composition declares under names of its own. */
export default checks({
  frames: 2,
  packages: {
    'real/0.woff2': '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
    'real/1.woff2': '@fontsource-variable/montserrat/files/montserrat-latin-wght-normal.woff2',
    'real/2.woff2': '@fontsource-variable/outfit/files/outfit-latin-wght-normal.woff2',
    'real/3.woff2': '@fontsource-variable/nunito/files/nunito-latin-wght-normal.woff2',
    'real/4.woff2': '@fontsource-variable/oswald/files/oswald-latin-wght-normal.woff2',
    'real/5.woff2': '@fontsource/league-gothic/files/league-gothic-latin-400-normal.woff2',
    'real/6.woff2': '@fontsource/archivo-black/files/archivo-black-latin-400-normal.woff2',
    'real/7.woff2': '@fontsource/space-mono/files/space-mono-latin-400-normal.woff2',
    'real/8.woff2': '@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2',
    'real/9.woff2': '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
    'real/10.woff2': '@fontsource-variable/eb-garamond/files/eb-garamond-latin-wght-normal.woff2',
    'real/11.woff2': '@fontsource-variable/playfair-display/files/playfair-display-latin-wght-normal.woff2',
    'real/12.woff2': '@fontsource-variable/source-code-pro/files/source-code-pro-latin-wght-normal.woff2',
    'real/13.woff2': '@fontsource-variable/noto-sans-jp/files/noto-sans-jp-latin-wght-normal.woff2',
    'real/14.woff2': '@fontsource-variable/roboto/files/roboto-latin-wght-normal.woff2',
    'real/15.woff2': '@fontsource-variable/open-sans/files/open-sans-latin-wght-normal.woff2',
    'real/16.woff2': '@fontsource/lato/files/lato-latin-400-normal.woff2',
    'real/17.woff2': '@fontsource/poppins/files/poppins-latin-400-normal.woff2',
  },
  pixels: [
    [0, 8, 22, 'lime'], // Inter
    [0, 25, 22, 'lime'], // Montserrat
    [0, 42, 22, 'lime'], // Outfit
    [0, 59, 22, 'lime'], // Nunito
    [0, 76, 22, 'lime'], // Oswald
    [0, 93, 22, 'lime'], // League Gothic
    [0, 110, 22, 'lime'], // Archivo Black
    [0, 127, 22, 'lime'], // Space Mono
    [0, 144, 22, 'lime'], // IBM Plex Mono
    [0, 8, 67, 'lime'], // JetBrains Mono
    [0, 25, 67, 'lime'], // EB Garamond
    [0, 42, 67, 'lime'], // Playfair Display
    [0, 59, 67, 'lime'], // Source Code Pro
    [0, 76, 67, 'lime'], // Noto Sans JP
    [0, 93, 67, 'lime'], // Roboto
    [0, 110, 67, 'lime'], // Open Sans
    [0, 127, 67, 'lime'], // Lato
    [0, 144, 67, 'lime'], // Poppins
  ],
});
