/**
 * Small compositions whose pictures can be read back: 320×180 unless said otherwise.
 * @module
 */
import type { Fps } from '#contracts/fps.ts';

export const WIDTH = 320;
export const HEIGHT = 180;

interface Shape {
  durationSeconds?: number;
  fps?: string;
  /** Attributes of the root. */
  root?: string;
  head?: string;
  style?: string;
}

/** A document with one root around the body. */
export function composition(
  body: string,
  { durationSeconds = 1, fps = '30', root = '', head = '', style = '' }: Shape = {},
): string {
  return (
    `<!doctype html><html><head><meta charset="utf-8">${head}<style>body{background:#000}${style}</style></head><body>` +
    `<div data-composition-id="main" data-width="${WIDTH}" data-height="${HEIGHT}" data-fps="${fps}" data-duration="${durationSeconds}" data-no-timeline ${root}>` +
    `${body}</div></body></html>`
  );
}

const BITS = 12;
const CELL_PX = 24;

/** Each frame shows its own number: a row of black and white cells, lowest bit first, over a moving gradient. */
export function numberedFrames(frames: number, { num, den }: Fps = { num: 30, den: 1 }): string {
  const cells = Array.from({ length: BITS }, (_, i) => `<i style="left:${8 + i * CELL_PX}px"></i>`).join('');
  return composition(
    `<div id="sky"></div>${cells}<script>
      const cells = document.querySelectorAll('i');
      addEventListener('hf-seek', ({ detail: { time } }) => {
        const frame = Math.round(time * ${num} / ${den});
        cells.forEach((cell, bit) => (cell.style.background = frame >> bit & 1 ? '#fff' : '#000'));
        sky.style.transform = 'translateX(' + -2 * (frame % 80) + 'px) rotate(' + frame + 'deg)';
      });
    </script>`,
    {
      fps: `${num}/${den}`,
      durationSeconds: (frames * den) / num,
      style:
        `i{position:absolute;top:60px;width:${CELL_PX}px;height:${CELL_PX}px}` +
        '#sky{position:absolute;inset:-200px;background:conic-gradient(#235,#a40,#052,#235);box-shadow:inset 0 0 60px #fff}',
    },
  );
}

/** The number a grey picture of `numberedFrames` shows, drawn at a scale. */
export function readFrameNumber(gray: Buffer, scale = 1): number {
  let frame = 0;
  for (let bit = 0; bit < BITS; bit++) {
    const x = (8 + bit * CELL_PX + CELL_PX / 2) * scale;
    const y = (60 + CELL_PX / 2) * scale;
    if (gray[y * WIDTH * scale + x]! > 128) frame |= 1 << bit;
  }
  return frame;
}

export const SWATCHES = [
  '#000000',
  '#ffffff',
  '#808080',
  '#ff0000',
  '#00ff00',
  '#0000ff',
  '#00ffff',
  '#ff00ff',
  '#ffff00',
  '#400000',
  '#004000',
  '#000040',
  '#c08040',
  '#40c080',
  '#8040c0',
  '#f0c8a0',
  '#2d6cdf',
  '#e4572e',
  '#17bebb',
  '#ffc914',
  '#2e282a',
  '#76b041',
  '#101010',
  '#efefef',
] as const;
const SWATCH_PX = 40;
const SWATCHES_PER_ROW = 8;

/** 24 colours in squares of 40 px. */
export function colourChart(): string {
  const squares = SWATCHES.map((colour, i) => {
    const [left, top] = swatchOrigin(i);
    return `<b style="left:${left}px;top:${top}px;background:${colour}"></b>`;
  });
  return composition(squares.join(''), {
    durationSeconds: 0.2,
    style: `b{position:absolute;width:${SWATCH_PX}px;height:${SWATCH_PX}px}`,
  });
}

/** Colour in the middle of each square of an RGB picture. */
export function readSwatches(rgb: Buffer): [number, number, number][] {
  return SWATCHES.map((_, i) => {
    const [left, top] = swatchOrigin(i);
    const at = ((top + SWATCH_PX / 2) * WIDTH + left + SWATCH_PX / 2) * 3;
    return [rgb[at]!, rgb[at + 1]!, rgb[at + 2]!];
  });
}

const swatchOrigin = (i: number): [left: number, top: number] => [
  (i % SWATCHES_PER_ROW) * SWATCH_PX,
  Math.floor(i / SWATCHES_PER_ROW) * SWATCH_PX,
];

/** Motion by each engine of the format, over two seconds. */
export const ANIMATED = {
  gsap: (gsapPath: string) =>
    composition(
      `<div id="box"></div><script src="${gsapPath}"></script><script>
        const timeline = gsap.timeline({ paused: true });
        timeline.fromTo('#box', { x: 0, rotation: 0 }, { x: 220, rotation: 180, duration: 2, ease: 'power2.inOut' });
        timeline.to('#box', { backgroundColor: '#08f', duration: 1 }, 0.5);
        window.__timelines = { main: timeline };
      </script>`,
      { durationSeconds: 2, style: BOX },
    ).replace('data-no-timeline', ''),
  css: () =>
    composition('<div id="box"></div>', {
      durationSeconds: 2,
      style: `${BOX}#box{animation:go 2s cubic-bezier(.4,0,.2,1) both}@keyframes go{to{transform:translateX(220px) rotate(180deg);background:#08f}}`,
    }),
  waapi: () =>
    composition(
      `<div id="box"></div><script>
        box.animate([{ transform: 'none' }, { transform: 'translateX(220px) rotate(180deg)', background: '#08f' }], { duration: 2000, fill: 'both', easing: 'ease-in-out' });
      </script>`,
      { durationSeconds: 2, style: BOX },
    ),
};
const BOX =
  '#box{position:absolute;left:20px;top:50px;width:60px;height:60px;background:linear-gradient(#f40,#fc0);box-shadow:0 8px 30px #fff8}';
