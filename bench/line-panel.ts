/**
 * Lines over two logarithmic axes: equal ratios are equal distances, and growth in proportion is a straight slope.
 * @module
 */
import { element, line, text } from './svg.ts';

export interface Series {
  name: string;
  points: readonly (readonly [x: number, y: number])[];
}

export interface PanelOptions {
  title: string;
  xLabel: string;
  yLabel: string;
  /** Marks of the axes, ascending; the outermost are its ends. */
  xTicks: readonly number[];
  yTicks: readonly number[];
  formatX?: (value: number) => string;
  formatY?: (value: number) => string;
  series: readonly Series[];
  /** Room for the lines' names at their ends. Default 0: no names. */
  nameRoom?: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function linePanel(options: PanelOptions, box: Box): string[] {
  const { title, xLabel, yLabel, xTicks, yTicks, series, formatX = String, formatY = String, nameRoom = 0 } = options;
  const right = box.x + box.width - nameRoom;
  const bottom = box.y + box.height;
  const x = logScale(xTicks, box.x, right);
  const y = logScale(yTicks, bottom, box.y);
  return [
    text(box.x, box.y - 28, title, { class: 'head' }),
    text(box.x, box.y - 10, yLabel, { class: 'muted', 'font-size': '11px' }),
    text((box.x + right) / 2, bottom + 34, xLabel, { class: 'muted', 'text-anchor': 'middle', 'font-size': '11px' }),
    ...yTicks.flatMap((tick) => [
      line(box.x, y(tick), right, y(tick), 'grid'),
      text(box.x - 8, y(tick) + 4, formatY(tick), { class: 'muted', 'text-anchor': 'end' }),
    ]),
    ...xTicks.map((tick) => text(x(tick), bottom + 18, formatX(tick), { class: 'muted', 'text-anchor': 'middle' })),
    line(box.x, bottom, right, bottom, 'axis'),
    ...series.flatMap(({ points }, index) => [
      element('polyline', {
        class: `s${index}`,
        points: points.map(([px, py]) => `${x(px).toFixed(1)},${y(py).toFixed(1)}`).join(' '),
      }),
      ...points.map(([px, py]) => element('circle', { class: `s${index}`, cx: x(px), cy: y(py), r: 3 })),
    ]),
    ...(nameRoom > 0 ? names(series, right + 10, y) : []),
  ];
}

const NAME_GAP = 16;

/** Names of the series at the ends of their lines, moved apart where they would lie over one another. */
function names(series: readonly Series[], x: number, y: (value: number) => number): string[] {
  const wanted = series
    .map(({ name, points }, index) => ({ name, index, y: y(points.at(-1)![1]) }))
    .toSorted((a, b) => a.y - b.y);
  let free = Number.NEGATIVE_INFINITY;
  return wanted.map(({ name, index, y: at }) => {
    const placed = Math.max(at, free);
    free = placed + NAME_GAP;
    return text(x, placed + 4, name, { class: `name${index}`, 'font-size': '12px' });
  });
}

/** Maps the range of the ticks to pixels. Throws for what has no logarithm. */
export function logScale(ticks: readonly number[], from: number, to: number): (value: number) => number {
  const [low, high] = [Math.log(ticks[0]!), Math.log(ticks.at(-1)!)];
  return (value) => {
    if (value <= 0) throw new RangeError(`${value} has no place on a logarithmic axis.`);
    return from + ((Math.log(value) - low) / (high - low)) * (to - from);
  };
}

/** 1, 2 and 5 times powers of ten around all values. */
export function logTicks(values: readonly number[]): number[] {
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++)
    ticks.push(...[1, 2, 5].map((factor) => Number((factor * 10 ** power).toPrecision(6))));
  const first = ticks.findLastIndex((tick) => tick <= min);
  const last = ticks.findIndex((tick) => tick >= max);
  return first === last ? ticks.slice(first, last + 2) : ticks.slice(first, last + 1);
}
