/**
 * Many numbered clips in one composition of 320×180: two beside each other, each as high as the rows allow.
 * @module
 */
import { composition, HEIGHT, WIDTH } from './compositions.ts';
import { readClipNumber } from './numbered-clip.ts';

export interface WallCase {
  name: string;
  /** A file of the site. */
  file: string;
  /** Attributes of the video. Default: `data-start="0"`. */
  attributes?: string;
  /** Markup around the video, with `$` in its place. */
  around?: string;
  /** What it shows in a frame of the composition; null for nothing. */
  shows: (frame: number) => number | null;
}

const COLUMNS = 2;

export function videoWall(
  cases: readonly WallCase[],
  shape: { durationSeconds: number; fps?: string; head?: string },
): string {
  const videos = cases.map(({ file, attributes = 'data-start="0"', around = '$' }, i) => {
    const { x, y, width, height } = boxOf(i, cases.length);
    const place = `position:absolute;left:${x}px;top:${y}px;width:${width}px;height:${height}px`;
    return around.replace('$', `<video src="${file}" muted ${attributes} style="${place}"></video>`);
  });
  return composition(videos.join(''), { ...shape, style: 'body{background:#808080}video{object-fit:fill}' });
}

/** What each case shows in a grey picture of the wall. */
export function readWall(gray: Buffer, cases: readonly WallCase[]): (number | null)[] {
  return cases.map((_, i) => readClipNumber(gray, WIDTH, boxOf(i, cases.length)));
}

function boxOf(i: number, total: number) {
  const rows = Math.ceil(total / COLUMNS);
  const width = WIDTH / COLUMNS;
  const height = Math.floor(HEIGHT / rows);
  return { x: (i % COLUMNS) * width, y: Math.floor(i / COLUMNS) * height, width, height };
}
