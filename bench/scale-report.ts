/**
 * Growth as text and as a picture: pure.
 * @module
 */
import { linePanel, logTicks } from './line-panel.ts';
import type { Axis, ScalePoint } from './scale.ts';
import { svgDocument, text } from './svg.ts';

const AXIS_NAMES: Record<Axis, string> = {
  frames: 'frames',
  pixels: 'pixels of a frame',
  elements: 'moving elements',
  nodes: 'render nodes',
};

export interface Growth {
  axis: Axis;
  /** Growth of the axis, from its first to its last point. */
  factor: number;
  time: number;
  cpu: number;
  memory: number;
}

/** Growths from the first to the last point of each axis. */
export function growths(points: readonly ScalePoint[]): Growth[] {
  return axesOf(points).map((axis) => {
    const own = points.filter((point) => point.axis === axis);
    const [first, last] = [own[0]!, own.at(-1)!];
    return {
      axis,
      factor: last.value / first.value,
      time: last.renderSeconds / first.renderSeconds,
      cpu: last.cpuSeconds / first.cpuSeconds,
      memory: last.peakMemoryBytes / first.peakMemoryBytes,
    };
  });
}

export function describeScale(points: readonly ScalePoint[]): string {
  const head = `${''.padEnd(20)}  render s    wall s     CPU s  peak MiB`;
  const rows = points.map(({ axis, label, renderSeconds, wallSeconds, cpuSeconds, peakMemoryBytes }) => {
    const values = [renderSeconds, wallSeconds, cpuSeconds].map((value) => value.toFixed(2).padStart(10)).join('');
    return `${`${axis} ${label}`.padEnd(20)}${values}${(peakMemoryBytes / 1024 ** 2).toFixed(0).padStart(10)}`;
  });
  const grown = growths(points).map(
    ({ axis, factor, time, cpu, memory }) =>
      `${factor.toFixed(1)} times the ${AXIS_NAMES[axis]}: ${time.toFixed(2)} times the time, ${cpu.toFixed(2)} times the CPU time, ${memory.toFixed(2)} times the memory`,
  );
  return [head, ...rows, ...grown].join('\n');
}

const [COLUMN, ROW] = [400, 250];

/** A panel for each axis, with growth in proportion as a second line. */
export function plotScale(points: readonly ScalePoint[], machine: string): string {
  const axes = axesOf(points);
  const rows = Math.ceil(axes.length / 2);
  return svgDocument(24 + 2 * COLUMN, 90 + rows * ROW, [
    text(24, 36, 'How the time of a render grows', { class: 'title' }),
    text(24, 58, `${machine} · the render without the start of the local system`, { class: 'muted' }),
    ...axes.flatMap((axis, index) => {
      const own = points.filter((point) => point.axis === axis);
      const measured = own.map((point) => [point.value, point.renderSeconds] as const);
      const proportional = measured.map(([x]) => [x, inProportion(axis, measured[0]!, x)] as const);
      const series = [
        { name: 'measured', points: measured },
        { name: 'in proportion', points: proportional },
      ];
      const labels = new Map(own.map((point) => [point.value, point.label]));
      const panel = {
        ...{ title: `${AXIS_NAMES[axis]}`, xLabel: '', yLabel: 'seconds; the second line: in proportion', series },
        xTicks: own.map(({ value }) => value),
        yTicks: logTicks([...measured, ...proportional].map(([, y]) => y)),
        formatX: (value: number) => labels.get(value) ?? '',
      };
      return linePanel(panel, {
        x: 64 + (index % 2) * COLUMN,
        y: 130 + Math.floor(index / 2) * ROW,
        width: 320,
        height: 140,
      });
    }),
  ]);
}

/** More nodes make it shorter, more of everything else longer. */
function inProportion(axis: Axis, [x0, y0]: readonly [number, number], x: number): number {
  return axis === 'nodes' ? (y0 * x0) / x : (y0 * x) / x0;
}

const axesOf = (points: readonly ScalePoint[]): Axis[] => [...new Set(points.map(({ axis }) => axis))];
