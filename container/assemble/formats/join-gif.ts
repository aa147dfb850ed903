/**
 * GIF: one palette for the whole film, found in a first pass over all pictures.
 * @module
 */
import { readFile, writeFile } from 'node:fs/promises';
import { formatFps } from '#contracts/fps.ts';
import { startFfmpeg } from '../../encode/ffmpeg-process.ts';
import { finishGif } from '../../gif/finish-gif.ts';
import type { StoredFile } from '../../zip/zip-reader.ts';
import { provenanceOf } from '../../mp4/provenance.ts';
import { checkPictures, readPictures } from './chunk-pictures.ts';
import { readEach, type Join, type JoinContext } from './joiner.ts';

type Archive = { path: string; files: StoredFile[] };

export const joinGif: Join = async (context) => {
  const { plan, chunks, outputPath, folder } = context;
  const archives = await readEach(chunks, async ({ index, path, frames }) => ({
    path,
    files: await checkPictures(path, plan, { startFrame: plan.chunks[index]!.startFrame, frames }),
  }));
  const palette = folder.file('palette.png');
  await run(context, archives, [...PALETTE, '-f', 'image2', palette]);
  const plain = folder.file('plain.gif');
  await run(context, archives, ['-i', palette, ...WITH_PALETTE, '-loop', '0', '-f', 'gif', plain]);
  const { tool, comment } = provenanceOf(plan);
  await writeFile(outputPath, finishGif(await readFile(plain), plan.fps, `${tool}, ${comment}`));
};

const PALETTE = ['-vf', 'palettegen=stats_mode=diff:reserve_transparent=1', '-frames:v', '1'];
/** What is less than half covered becomes transparent. */
const WITH_PALETTE = ['-lavfi', '[0:v][1:v]paletteuse=dither=sierra2_4a:alpha_threshold=128'];

async function run({ plan, ffmpegPath, signal }: JoinContext, archives: Archive[], args: string[]): Promise<void> {
  const input = ['-f', 'image2pipe', '-c:v', 'png', '-framerate', formatFps(plan.fps), '-i', 'pipe:0'];
  const common = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', '-filter_threads', '1', '-threads', '1'];
  await using ffmpeg = startFfmpeg(
    ffmpegPath,
    [...common, ...input, ...args.slice(0, -3), '-threads', '1', '-fflags', '+bitexact', ...args.slice(-3)],
    signal,
  );
  for await (const bytes of readPictures(archives, signal)) await ffmpeg.write(bytes);
  await ffmpeg.finish();
}
