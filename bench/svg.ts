/**
 * Small pieces of SVG for the bench's plots. Colours follow the reader's light or dark scheme.
 * @module
 */

type Attributes = Record<string, string | number>;

export function element(name: string, attributes: Attributes, content: string | readonly string[] = ''): string {
  const words = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escapeXml(value)}"`,
  );
  const inner = typeof content === 'string' ? content : content.join('');
  return inner === '' ? `<${name}${words.join('')}/>` : `<${name}${words.join('')}>${inner}</${name}>`;
}

export const text = (x: number, y: number, words: string, attributes: Attributes = {}): string =>
  element('text', { x, y, ...attributes }, escapeXml(words));

export const line = (x1: number, y1: number, x2: number, y2: number, className: string): string =>
  element('line', { x1, y1, x2, y2, class: className });

const escapeXml = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Two decimals: finer than any screen, and the same file for the same figures. */
const round = (value: number): string => String(Math.round(value * 100) / 100);

const STYLE = `
  svg { font-family: system-ui, -apple-system, 'Segoe UI', sans-serif; font-size: 13px }
  text { fill: #1f2933 } .muted { fill: #6b7785 } .title { font-size: 18px; font-weight: 650 } .head { font-weight: 600 }
  .page { fill: #fff } .grid { stroke: #e4e8ed } .axis { stroke: #9aa5b1 } .whisker { stroke: #1f2933; stroke-width: 1.5 }
  .s0 { fill: #2563eb; stroke: #2563eb } .s1 { fill: #e08a3c; stroke: #e08a3c } .s2 { fill: #9aa5b1; stroke: #9aa5b1 }
  .s3 { fill: #2a9d72; stroke: #2a9d72 } .s4 { fill: #b05cc4; stroke: #b05cc4 }
  .name0 { fill: #2563eb } .name1 { fill: #b8651a } .name2 { fill: #6b7785 } .name3 { fill: #1d7a58 } .name4 { fill: #8f3fa3 }
  rect.s0, rect.s1, rect.s2 { stroke: none } polyline[class] { fill: none; stroke-width: 2.5; stroke-linejoin: round }
  .limit { stroke: #111827; stroke-width: 2; stroke-dasharray: 3 2 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6eaf0 } .muted { fill: #98a3b1 } .page { fill: #12161c } .grid { stroke: #2a313b } .axis { stroke: #566170 }
    .whisker, .limit { stroke: #e6eaf0 } .s0 { fill: #5b8def; stroke: #5b8def } .name0 { fill: #8fb0f5 }
    .name1 { fill: #e8a566 } .name2 { fill: #98a3b1 } .name3 { fill: #52c49a } .name4 { fill: #d08be0 }
  }
`.replaceAll(/\s+/g, ' ');

export function svgDocument(width: number, height: number, content: readonly string[]): string {
  const page = element('rect', { class: 'page', width, height, rx: 8 });
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
  };
  return `${element('svg', attributes, [`<style>${STYLE}</style>`, page, ...content])}\n`;
}

/** Steps of 1, 2 or 5 times a power of ten, so that about `count` of them reach `max`. */
export function niceTicks(max: number, count = 5): number[] {
  const raw = max / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= raw)!;
  return Array.from({ length: Math.ceil(max / step - 1e-9) + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
