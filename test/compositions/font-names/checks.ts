import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  pixels: [
    [1, 8, 9, 'lime'], // Helvetica is Inter
    [1, 24, 9, 'lime'], // Helvetica Neue is Inter
    [1, 40, 9, 'lime'], // Arial is Inter
    [1, 56, 9, 'lime'], // Verdana is Inter
    [1, 72, 9, 'lime'], // Tahoma is Inter
    [1, 88, 9, 'lime'], // SF Pro is Inter
    [1, 104, 9, 'lime'], // SF Pro Display is Inter
    [1, 120, 9, 'lime'], // SF Pro Text is Inter
    [1, 136, 9, 'lime'], // Avenir is Inter
    [1, 152, 9, 'lime'], // Noto Sans is Inter
    [1, 8, 27, 'lime'], // -apple-system is Inter
    [1, 24, 27, 'lime'], // BlinkMacSystemFont is Inter
    [1, 40, 27, 'lime'], // sans-serif is Inter
    [1, 56, 27, 'lime'], // system-ui is Inter
    [1, 72, 27, 'lime'], // ui-sans-serif is Inter
    [1, 88, 27, 'lime'], // ui-rounded is Inter
    [1, 104, 27, 'lime'], // cursive is Inter
    [1, 120, 27, 'lime'], // fantasy is Inter
    [1, 136, 27, 'lime'], // math is a font of its own
    [1, 152, 27, 'lime'], // fangsong is Inter
    [1, 8, 45, 'lime'], // emoji is Inter
    [1, 24, 45, 'lime'], // Futura is Montserrat
    [1, 40, 45, 'lime'], // DIN Alternate is Montserrat
    [1, 56, 45, 'lime'], // Arial Black is Montserrat
    [1, 72, 45, 'lime'], // Bebas Neue is League Gothic
    [1, 88, 45, 'lime'], // Courier is JetBrains Mono
    [1, 104, 45, 'lime'], // Courier New is JetBrains Mono
    [1, 120, 45, 'lime'], // Consolas is JetBrains Mono
    [1, 136, 45, 'lime'], // Menlo is JetBrains Mono
    [1, 152, 45, 'lime'], // Monaco is JetBrains Mono
    [1, 8, 63, 'lime'], // monospace is JetBrains Mono
    [1, 24, 63, 'lime'], // ui-monospace is JetBrains Mono
    [1, 40, 63, 'lime'], // Georgia is EB Garamond
    [1, 56, 63, 'lime'], // Times is EB Garamond
    [1, 72, 63, 'lime'], // Times New Roman is EB Garamond
    [1, 88, 63, 'lime'], // Garamond is EB Garamond
    [1, 104, 63, 'lime'], // Palatino is EB Garamond
    [1, 120, 63, 'lime'], // Cambria is EB Garamond
    [1, 136, 63, 'lime'], // serif is EB Garamond
    [1, 152, 63, 'lime'], // ui-serif is EB Garamond
    [1, 8, 81, 'lime'], // Segoe UI is Roboto
    [1, 24, 81, 'lime'], // Noto Sans Japanese is Noto Sans JP
  ],
});
