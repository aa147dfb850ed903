import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { engineConfig } from '../../container/testing/engine-fixture.ts';
import { compareVideo } from '../../bench/compare-video.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('each frame is compared with the one of its number, whatever clocks the files have', async () => {
  const folder = await temporaryFolder();
  const { chromePath, ffmpegPath, ffprobePath } = await engineConfig();
  const make = async (name: string, more: string[] = []) => {
    const path = join(folder, name);
    const lossless = '-c:v libx264 -qp 0 -colorspace bt709';
    const source = `-v error -f lavfi -i testsrc2=size=160x90:rate=30:duration=12 ${lossless}`.split(' ');
    await promisify(execFile)(ffmpegPath, [...source, ...more, path]);
    return path;
  };
  const lossless = await make('lossless.mkv');
  const engine = { chromePath, ffmpegPath, ffprobePath };
  for (const timescale of ['15360', '90000', '600'])
    expect(
      await compareVideo(await make(`${timescale}.mp4`, ['-video_track_timescale', timescale]), lossless, engine),
    ).toEqual({ frames: 360, ssim: 1, psnr: Infinity });
  const late = await make('late.mp4', ['-vf', 'tpad=start=1:start_mode=clone,trim=end_frame=360']);
  expect((await compareVideo(late, lossless, engine)).psnr).toBeLessThan(40);
});
