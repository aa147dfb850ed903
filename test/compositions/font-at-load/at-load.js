const context = document.createElement('canvas').getContext('2d');
const FONTS = [
  ['500 36px "JetBrains Mono", monospace', 'const raw = await read(path)'],
  ['700 36px Oswald, sans-serif', 'Condensed headline'],
  ['650 36px "Source Code Pro"', 'Between two weights'],
  ['800 36px Montserrat', 'Привет'],
  ['700 36px "Noto Sans JP"', '日本語 Kana'],
];
function canvasWidth([font, text]) {
  context.font = font;
  return context.measureText(text).width;
}
const domWidth = (element) => element.getBoundingClientRect().width;
const measured = document.querySelectorAll('[data-dom]');
const atLoad = [...FONTS.map(canvasWidth), ...Array.from(measured, domWidth)];

const picture = taken.getContext('2d');
let isTaken = false;
taken.onpaint = () => {
  if (!isTaken) picture.drawElementImage(card, 0, 0);
  isTaken = true;
};
taken.requestPaint();

const main = document.querySelector('[data-composition-id]');
const cells = [...atLoad, null].map(() => main.appendChild(document.createElement('i')));
addEventListener('hf-seek', () => {
  const now = [...FONTS.map(canvasWidth), ...Array.from(measured, domWidth)];
  now.forEach((width, i) => paint(cells[i], width === atLoad[i]));
  const { data } = picture.getImageData(0, 0, 100, 50);
  paint(
    cells.at(-1),
    data.some((value, i) => i % 4 === 0 && value > 200),
  );
});
function paint(cell, isGood) {
  cell.style.background = isGood ? '#0f0' : '#f00';
}
