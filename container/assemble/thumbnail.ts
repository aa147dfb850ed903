/**
 * The small picture beside an output.
 * @module
 */
import { writeFile } from 'node:fs/promises';
import { FORMAT_FACTS } from '#contracts/formats.ts';
import { frameTime } from '#contracts/fps.ts';
import { startFfmpeg } from '../encode/ffmpeg-process.ts';
import { toneMapOutput } from '../media/picture-arguments.ts';
import { readStored, readZip } from '../zip/zip-reader.ts';
import type { JoinContext } from './formats/joiner.ts';

const WIDTH = 640;

/** A picture from two fifths of the way: past the opening, before the end. Decoding it also proves the file readable. Null for sound. */
export async function makeThumbnail(context: JoinContext, output: string): Promise<string | null> {
  const { plan, folder, ffmpegPath, signal } = context;
  const { kind } = FORMAT_FACTS[plan.encode.format];
  if (kind === 'audio') return null;
  const frame = Math.floor(plan.frameCount * 0.4);
  const seek = kind === 'video' ? ['-ss', String(frameTime(frame, plan.fps))] : [];
  const source = kind === 'pictures' ? await takePicture(context, frame) : output;
  const thumbnail = folder.file('thumbnail.jpg');
  const args = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', '-flags', '+bitexact'];
  const filters = [...toneMapOutput(plan.encode.hdr), `scale=${Math.min(WIDTH, plan.width)}:-2`].join();
  await using ffmpeg = startFfmpeg(
    ffmpegPath,
    [...args, ...seek, '-i', source, '-frames:v', '1', '-vf', filters, '-q:v', '3', '-f', 'image2', thumbnail],
    signal,
  );
  await ffmpeg.finish();
  return thumbnail;
}

/** One picture out of the chunks' archives, as a file of its own. */
async function takePicture({ plan, chunks, folder, signal }: JoinContext, frame: number): Promise<string> {
  const wanted = plan.firstFrame + frame;
  const { index, startFrame } = plan.chunks.find(({ endFrame }) => wanted < endFrame)!;
  const { path } = chunks[index]!;
  const files = await readZip(path);
  const picture = folder.file('picture.png');
  await writeFile(picture, readStored(path, files[wanted - startFrame]!, signal));
  return picture;
}
