import { expect, test } from 'vitest';
import { mediaIdOf, type PlannedMedia, type VideoFacts } from '#contracts/media.ts';
import { openPageMedia } from './open-page-media.ts';

const ffmpegPath = process.env['EDGEREEL_FFMPEG'] || 'ffmpeg';

test('a decoder that fails names the file, and not where it lies on the node', async () => {
  const video: VideoFacts = {
    ...{ codec: 'h264', width: 32, height: 32, hasAlpha: false },
    ...{ transfer: null, primaries: null, matrix: null, range: null },
    frames: { tick: { num: 1, den: 30 }, origin: 0, first: 0, runs: [], end: 1 },
  };
  const media: PlannedMedia = {
    url: 'http://composition.internal/films/clip.mp4',
    sha256: 'a'.repeat(64),
    blocks: [],
    facts: { durationSeconds: 1, video, audio: null },
  };
  const location = '/nowhere/work-folder/0.bin';
  const library = {
    get: async () => media,
    source: () => ({ location, check() {}, video, ticks: [0] }),
  };
  const { signal } = new AbortController();
  await using pageMedia = openPageMedia(ffmpegPath, library, signal);
  await pageMedia.describe([media.url], true);
  const error = await pageMedia.picture(mediaIdOf(media.sha256), 0).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: 'VIDEO_EXTRACTION_FAILED',
    message: expect.stringMatching(/^Frames of .*clip\.mp4 cannot be decoded: .*No such file/),
    details: { url: expect.stringMatching(/clip\.mp4$/) },
  });
  expect(JSON.stringify(error)).not.toContain('work-folder');
});
