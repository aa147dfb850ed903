/**
 * Small pictures of a whole video in one, and the text track that says which belongs to which time: what players show while scrubbing.
 * @module
 */
import { writeFile } from 'node:fs/promises';
import { frameTime } from '#contracts/fps.ts';
import type { RenderPlan } from '#contracts/plan.ts';
import { startFfmpeg } from '../encode/ffmpeg-process.ts';
import { toneMapOutput } from '../media/picture-arguments.ts';
import { checkPicture } from './checks/check-pictures.ts';
import type { JoinContext } from './formats/joiner.ts';

const TILE_WIDTH = 160;
const COLUMNS = 10;
const MAX_TILES = 100;
/** There is a keyframe at least this often, and nothing else is decoded. */
const MIN_INTERVAL_SECONDS = 2;

export interface SpriteGrid {
  tiles: number;
  columns: number;
  rows: number;
  intervalSeconds: number;
  width: number;
  height: number;
}

export function spriteGrid({ frameCount, fps, width, height }: RenderPlan): SpriteGrid {
  const seconds = frameTime(frameCount, fps);
  const intervalSeconds = Math.max(MIN_INTERVAL_SECONDS, seconds / MAX_TILES);
  const tiles = Math.max(1, Math.ceil(seconds / intervalSeconds - 1e-9));
  return {
    tiles,
    columns: Math.min(COLUMNS, tiles),
    rows: Math.ceil(tiles / COLUMNS),
    intervalSeconds,
    width: TILE_WIDTH,
    height: Math.max(2, Math.round((TILE_WIDTH * height) / width / 2) * 2),
  };
}

export async function makeSpriteSheet(context: JoinContext): Promise<{ picturePath: string; cuesPath: string }> {
  const { plan, folder, outputPath, ffmpegPath, signal } = context;
  const grid = spriteGrid(plan);
  const picturePath = folder.file('sprites.jpg');
  const cuesPath = folder.file('sprites.vtt');
  const { columns, rows, intervalSeconds, width, height } = grid;
  const filters = [
    `fps=1/${intervalSeconds}:start_time=0:round=up`,
    ...toneMapOutput(plan.encode.hdr),
    `scale=${width}:${height},tile=${columns}x${rows}`,
  ].join();
  const args = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', '-flags', '+bitexact', '-skip_frame', 'nokey'];
  await using ffmpeg = startFfmpeg(
    ffmpegPath,
    [...args, '-i', outputPath, '-vf', filters, '-frames:v', '1', '-q:v', '4', '-f', 'image2', picturePath],
    signal,
  );
  await ffmpeg.finish();
  await checkPicture(context, picturePath, { width: width * columns, height: height * rows });
  await writeFile(cuesPath, spriteCues(grid, frameTime(plan.frameCount, plan.fps)));
  return { picturePath, cuesPath };
}

/** WebVTT whose cues are areas of the picture beside it. */
export function spriteCues({ tiles, columns, intervalSeconds, width, height }: SpriteGrid, seconds: number): string {
  const cues = Array.from({ length: tiles }, (_, i) => {
    const end = Math.min((i + 1) * intervalSeconds, seconds);
    const area = [(i % columns) * width, Math.floor(i / columns) * height, width, height].join();
    return `${clock(i * intervalSeconds)} --> ${clock(end)}\nsprites.jpg#xywh=${area}\n`;
  });
  return `WEBVTT\n\n${cues.join('\n')}`;
}

function clock(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const whole = Math.floor(ms / 1000);
  const fraction = String(ms % 1000).padStart(3, '0');
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}.${fraction}`;
}
