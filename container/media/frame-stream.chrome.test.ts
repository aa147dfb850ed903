import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { frameTicks } from '#contracts/media.ts';
import { numberedClip } from '../testing/numbered-clip.ts';
import { makeTempFolder } from '../system/temp-folder.ts';
import { streamFrames } from './frame-stream.ts';
import { POSTERS } from './picture-pipe.ts';
import { probeMedia } from './probe-media.ts';

const ffmpegPath = process.env['EDGEREEL_FFMPEG'] || 'ffmpeg';
const ffprobePath = process.env['EDGEREEL_FFPROBE'] || 'ffprobe';

test('as many frames as a decoder is asked for come, however far apart they lie', async () => {
  await using folder = await makeTempFolder(tmpdir(), 'edgereel-stream');
  const location = folder.file('clip.mp4');
  await writeFile(location, await numberedClip(ffmpegPath, { frames: 420, fps: '60', width: 32, height: 32 }));
  const { signal } = new AbortController();
  const { video } = await probeMedia({ ffmpegPath, ffprobePath }, location, signal);
  const source = { location, check() {}, video: video!, ticks: frameTicks(video!.frames) };
  const wanted = Array.from({ length: 200 }, (_, i) => 10 + 2 * i);
  await using stream = streamFrames(ffmpegPath, source, wanted, { form: POSTERS, signal });
  const seen: number[] = [];
  for (let picture = await stream.next(); picture; picture = await stream.next()) seen.push(picture.index);
  expect(seen).toEqual(wanted);
});
