const SVG = 'http://www.w3.org/2000/svg';

/** Outlines in a box of 24 by 24. */
const PATHS = {
  play: 'M7 4.5v15l12.5-7.5z',
  pause: 'M6 5h4.5v14H6zM13.5 5H18v14h-4.5z',
  loop: 'M7 6h10v3.2l4.2-4.2L17 .8V4H5v7h2zM17 18H7v-3.2L2.8 19 7 23.2V20h12v-7h-2z',
  sound: 'M3 9v6h4l5.5 5V4L7 9zM15.5 8.2a5.2 5.2 0 0 1 0 7.6l1.3 1.4a7.1 7.1 0 0 0 0-10.4z',
  muted:
    'M3 9v6h4l5.5 5V4L7 9zM21.6 9.8l-1.4-1.4-2.2 2.2-2.2-2.2-1.4 1.4 2.2 2.2-2.2 2.2 1.4 1.4 2.2-2.2 2.2 2.2 1.4-1.4-2.2-2.2z',
  fullscreen: 'M4 9V4h5v2H6v3zM15 4h5v5h-2V6h-3zM4 15h2v3h3v2H4zM18 15h2v5h-5v-2h3z',
  close: 'M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z',
};

/** A picture for the eye alone; its button has the name. @param {keyof typeof PATHS} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', `icon icon-${name}`);
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
