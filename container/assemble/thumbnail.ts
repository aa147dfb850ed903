/**
 * The small picture beside an output.
 * @module
 */
import { createReadStream } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { FORMAT_FACTS } from '#contracts/formats.ts';
import { frameTime } from '#contracts/fps.ts';
import type { RenderPlan } from '#contracts/plan.ts';
import { STREAM_FILES } from '#contracts/stream.ts';
import { startFfmpeg } from '../encode/ffmpeg-process.ts';
import { readStored, readZip } from '../zip/zip-reader.ts';
import { checkPicture } from './checks/check-pictures.ts';
import { streamFile } from './formats/join-stream.ts';
import type { JoinContext } from './formats/joiner.ts';

const WIDTH = 640;

/** Of the same shape, no wider than `maxWidth`; the height even. */
export function sizeWithin({ width, height }: Pick<RenderPlan, 'width' | 'height'>, maxWidth: number) {
  const used = Math.min(maxWidth, width);
  return { width: used, height: Math.max(2, Math.round((used * height) / width / 2) * 2) };
}

/** A picture from two fifths of the way: past the opening, before the end. Null for sound. */
export async function makeThumbnail(context: JoinContext): Promise<string | null> {
  const { plan, folder, ffmpegPath, signal } = context;
  const { kind } = FORMAT_FACTS[plan.encode.format];
  if (kind === 'audio') return null;
  const frame = Math.floor(plan.frameCount * 0.4);
  const { source, at } = await SOURCES[kind](context, frame);
  const seek = at > 0 ? ['-ss', String(frameTime(at, plan.fps))] : [];
  const thumbnail = folder.file('thumbnail.jpg');
  const args = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', '-flags', '+bitexact'];
  const size = sizeWithin(plan, WIDTH);
  const scale = ['-vf', `scale=${size.width}:${size.height}`];
  await using ffmpeg = startFfmpeg(
    ffmpegPath,
    [...args, ...seek, '-i', source, '-frames:v', '1', ...scale, '-q:v', '3', '-f', 'image2', thumbnail],
    signal,
  );
  await ffmpeg.finish();
  await checkPicture(context, thumbnail, size);
  return thumbnail;
}

type Source = (context: JoinContext, frame: number) => Promise<{ source: string; at: number }>;

/** A file that holds a frame of the output, and which of its own frames that is. */
const SOURCES: Readonly<Record<'video' | 'pictures' | 'still', Source>> = {
  video: async (context, frame) =>
    context.plan.encode.format === 'hls' ? takeSegment(context, frame) : { source: context.outputPath, at: frame },
  pictures: takePicture,
  still: async ({ outputPath }) => ({ source: outputPath, at: 0 }),
};

/** One picture out of the chunks' archives. */
async function takePicture(context: JoinContext, frame: number): ReturnType<Source> {
  const { path, at } = chunkOf(context, frame);
  const files = await readZip(path);
  const source = context.folder.file('picture.png');
  await writeFile(source, readStored(path, files[at]!, context.signal));
  return { source, at: 0 };
}

/** One segment as a file of its own: FFmpeg does not seek to the frame in a stream. */
async function takeSegment(context: JoinContext, frame: number): ReturnType<Source> {
  const { path, at } = chunkOf(context, frame);
  const source = context.folder.file('segment.mp4');
  await copyFile(streamFile(context.folder, STREAM_FILES.videoInit), source);
  await writeFile(source, createReadStream(path, { signal: context.signal }), { flag: 'a' });
  return { source, at };
}

function chunkOf({ plan, chunks }: JoinContext, frame: number): { path: string; at: number } {
  const wanted = plan.firstFrame + frame;
  const { index, startFrame } = plan.chunks.find(({ endFrame }) => wanted < endFrame)!;
  return { path: chunks[index]!.path, at: wanted - startFrame };
}
