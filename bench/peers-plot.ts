/**
 * The comparison as a picture: how long a second of video takes, scene by scene.
 * @module
 */
import type { BenchReport } from './bench-report.ts';
import type { SceneFigures } from './measure-scene.ts';
import { element, line, niceTicks, svgDocument, text } from './svg.ts';
import { SUBJECTS, type Subject } from './subjects.ts';

const WIDTH = 920;
const LABELS = 170;
const PANEL_GAP = 40;
const BAR = 15;
const GROUP_GAP = 16;
const TOP = 116;
const VALUE_ROOM = 52;

const PANELS = [
  { figure: 'wallSeconds', title: 'Wall time' },
  { figure: 'cpuSeconds', title: 'CPU time, all processes' },
] as const;

/** Bars are medians, whiskers the fastest and slowest run, the dashed mark encoding alone. */
export function plotPeers(report: BenchReport): string {
  const { scenes } = report;
  const subjects = SUBJECTS.filter((subject) => scenes.some((scene) => scene.subjects[subject]));
  const groupHeight = subjects.length * BAR + GROUP_GAP;
  const bottom = TOP + scenes.length * groupHeight;
  const panelWidth = (WIDTH - LABELS - 24 - PANEL_GAP) / 2;
  return svgDocument(WIDTH, bottom + 40, [
    text(24, 36, 'Seconds to render one second of video', { class: 'title' }),
    text(
      24,
      58,
      `${report.machine} · medians of ${report.runs}, with the fastest and slowest run · shorter is better`,
      { class: 'muted' },
    ),
    ...legend(subjects),
    ...scenes.map(({ scene }, index) =>
      text(LABELS - 12, TOP + index * groupHeight + (subjects.length * BAR) / 2 + 4, scene, { 'text-anchor': 'end' }),
    ),
    ...PANELS.flatMap(({ figure, title }, index) => {
      const left = LABELS + index * (panelWidth + PANEL_GAP);
      const barsWidth = panelWidth - VALUE_ROOM;
      const ticks = niceTicks(Math.max(...scenes.flatMap((scene) => perSecond(scene, subjects, figure))), 4);
      const x = (value: number): number => left + (value / ticks.at(-1)!) * barsWidth;
      return [
        text(left, TOP - 14, title, { class: 'head' }),
        ...ticks.flatMap((tick) => [
          line(x(tick), TOP - 4, x(tick), bottom, 'grid'),
          text(x(tick), bottom + 18, String(tick), { class: 'muted', 'text-anchor': 'middle' }),
        ]),
        ...scenes.flatMap((scene, row) => group(scene, subjects, figure, x, TOP + row * groupHeight)),
        line(left, TOP - 4, left, bottom, 'axis'),
      ];
    }),
  ]);
}

type PanelFigure = (typeof PANELS)[number]['figure'];

function perSecond(scene: SceneFigures, subjects: readonly Subject[], figure: PanelFigure): number[] {
  return subjects.map((subject) => (scene.subjects[subject]?.[figure].max ?? 0) / scene.seconds);
}

function group(
  scene: SceneFigures,
  subjects: readonly Subject[],
  figure: PanelFigure,
  x: (value: number) => number,
  top: number,
): string[] {
  const bars = subjects.flatMap((subject, index) => {
    const measured = scene.subjects[subject]?.[figure];
    if (!measured) return [];
    const [min, median, max] = [measured.min, measured.median, measured.max].map((value) => value / scene.seconds) as [
      number,
      number,
      number,
    ];
    const y = top + index * BAR;
    const middle = y + (BAR - 2) / 2;
    return [
      element('rect', {
        class: `s${SUBJECTS.indexOf(subject)}`,
        x: x(0),
        y,
        width: x(median) - x(0),
        height: BAR - 2,
        rx: 2,
      }),
      line(x(min), middle, x(max), middle, 'whisker'),
      text(x(max) + 6, middle + 4, median.toFixed(2), { class: 'muted', 'font-size': '11px' }),
    ];
  });
  const limit = x(scene.limit[figure] / scene.seconds);
  return [...bars, line(limit, top - 2, limit, top + subjects.length * BAR, 'limit')];
}

function legend(subjects: readonly Subject[]): string[] {
  const items = subjects.flatMap((subject, index) => {
    const left = 24 + index * 130;
    return [
      element('rect', { class: `s${SUBJECTS.indexOf(subject)}`, x: left, y: 72, width: 12, height: 12, rx: 2 }),
      text(left + 18, 83, subject),
    ];
  });
  const left = 24 + subjects.length * 130;
  return [...items, line(left + 6, 70, left + 6, 86, 'limit'), text(left + 18, 83, 'encoding alone')];
}
