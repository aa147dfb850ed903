/**
 * Files that cannot be played, or that say something untrue of themselves.
 * @module
 */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composition } from '../testing/compositions.ts';
import { startTestNode, type TestNode } from '../testing/engine-fixture.ts';
import { makeDecoder } from '../testing/decode.ts';
import { numberedClip, readClipNumber } from '../testing/numbered-clip.ts';
import { run } from '../testing/sounds.ts';
import { makeTempFolder } from '../system/temp-folder.ts';
import { openProbingLibrary } from './media-library.ts';

let node: TestNode;
let whole: Buffer;
let faststart: Buffer;
beforeAll(async () => {
  node = await startTestNode();
  const encode = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p'.split(' ');
  whole = await numberedClip(node.engine.ffmpegPath, { frames: 30, encode });
  faststart = await numberedClip(node.engine.ffmpegPath, {
    frames: 30,
    encode: [...encode, '-movflags', '+faststart'],
  });
});
afterAll(() => node?.[Symbol.asyncDispose]());

const html = (src: string) => composition(`<video id="clip" src="${src}" data-start="0" muted></video>`);

test.each<[what: string, code: string, makeFile: () => Buffer | null]>([
  ['text', 'NOT_MEDIA_PAYLOAD', () => Buffer.from('<!doctype html><title>404</title>')],
  ['cut off before its index', 'VIDEO_SOURCE_UNRENDERABLE', () => whole.subarray(0, whole.length / 2)],
  ['missing', 'ASSET_NOT_FOUND', () => null],
] as const)(
  'a plan with a video that is %s fails with %s, and names file and element',
  async (_what, code, makeFile) => {
    const file = makeFile();
    const site = { 'index.html': html('clip.mp4'), ...(file && { 'clip.mp4': file }) };
    await expect(node.plan(site)).rejects.toMatchObject({ code, details: { url: 'clip.mp4', element: 'video#clip' } });
    expect(await node.leftovers()).toEqual([]);
  },
);

test('a plan with a video that exists in the page alone fails, and names the element', async () => {
  const script = '<script>clip.src = URL.createObjectURL(new Blob(["."]))</script>';
  await expect(node.plan(composition(`<video id="clip" data-start="0" muted></video>${script}`))).rejects.toMatchObject(
    {
      code: 'ASSET_FETCH_FAILED',
      message: expect.stringMatching(/^The media blob:.* exists in the page alone: name a file of the site\./),
      details: { element: 'video#clip' },
    },
  );
});

/** The facts of a file named `clip.mp4`. */
async function factsOf(file: Buffer) {
  await using folder = await makeTempFolder(tmpdir(), 'edgereel-bad');
  const path = folder.file('clip.mp4');
  await writeFile(path, file);
  const { signal } = new AbortController();
  const remote = { get: () => Promise.reject(new Error('no web')) };
  const library = openProbingLibrary(node.engine, { files: new Map([['clip.mp4', path]]), remote }, signal);
  return (await library.get('https://composition.internal/clip.mp4')).facts;
}

test.each<[what: string, code: string, makeFile: () => Buffer]>([
  ['an empty file', 'NOT_MEDIA_PAYLOAD', () => Buffer.alloc(0)],
  ['a picture', 'ASSET_MEDIA_TYPE_MISMATCH', () => Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1')],
  ['noise', 'VIDEO_SOURCE_UNRENDERABLE', () => Buffer.alloc(5000, 7)],
  ['an MP4 cut off in its frames', 'VIDEO_SOURCE_UNRENDERABLE', () => faststart.subarray(0, faststart.length - 600)],
  ['a play list', 'NOT_MEDIA_PAYLOAD', () => Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n')],
  [
    'a video of an unknown codec',
    'VIDEO_SOURCE_UNRENDERABLE',
    () => Buffer.from(whole.toString('latin1').replaceAll('avc1', 'xyz1'), 'latin1'),
  ],
])('%s is refused with %s', async (_what, code, makeFile) => {
  await expect(factsOf(makeFile())).rejects.toMatchObject({ code, details: { url: 'clip.mp4' } });
});

test('a file that lies about its length is as long as its frames', async () => {
  const lying = Buffer.from(whole);
  for (const [box, offset] of [
    ['mvhd', 20],
    ['tkhd', 24],
    ['mdhd', 20],
  ] as const)
    lying.writeUInt32BE(90_000_000, lying.indexOf(box) + offset);
  expect((await factsOf(lying)).durationSeconds).toBeCloseTo(1, 9);
  expect((await factsOf(whole)).video?.frames.runs).toEqual([[29, 512]]);
});

test('a frame that is broken amid a file shows the one before it, and is told of with element, file and time', async () => {
  const encode = '-c:v mjpeg -q:v 3 -pix_fmt yuvj420p'.split(' ');
  const clip = await numberedClip(node.engine.ffmpegPath, { frames: 12, name: 'clip.mov', encode });
  const site = {
    'index.html': composition('<video id="clip" class="clip" src="clip.mov" data-start="0" muted></video>', {
      durationSeconds: 0.4,
      style: 'video { position: absolute; width: 320px; height: 180px }',
    }),
    'clip.mov': withoutJpeg(clip, 7),
  };
  // The second chunk begins with it.
  const { planHash } = await node.plan(site, { chunkSize: 7 });
  const refused = {
    code: 'STRICT_RENDER_REFUSED',
    message: expect.stringMatching(/^video_frame_broken: The frame at 0\.233 s of clip\.mov of video#clip cannot/),
  };
  const told = [
    { code: 'video_frame_broken', severity: 'error', details: { file: 'clip.mov', element: 'video#clip', frame: 7 } },
  ];
  await expect(node.renderWhole(planHash, {}, { strictness: 'strict' })).rejects.toMatchObject(refused);
  // The second time all chunks lie in the store.
  for (let time = 1; time <= 2; time++) {
    const { warnings } = await node.renderWhole(planHash);
    expect(warnings).toMatchObject(told);
  }
  await expect(node.renderWhole(planHash, {}, { strictness: 'strict' })).rejects.toMatchObject(refused);
  const frames = await makeDecoder(node.engine.ffmpegPath).frames(node.output(), 'gray');
  expect(frames.map((frame) => readClipNumber(frame, 320))).toEqual([0, 1, 2, 3, 4, 5, 6, 6, 8, 9, 10, 11]);
});

test('sound is heard whatever is wrong with the video beside it', async () => {
  const { ffmpegPath } = node.engine;
  const pictures = await numberedClip(ffmpegPath, { frames: 6, name: 'clip.mov', encode: '-c:v mjpeg'.split(' ') });
  const tone = '-f lavfi -i sine=d=0.2 -map 0:v -map 1:a -c:v copy -c:a pcm_s16le -f matroska pipe:1'.split(' ');
  const file = await run(ffmpegPath, pictures, tone);
  for (const start of jpegStarts(file)) file.fill(0, start, start + 200);
  const playing = (element: string) => ({
    'index.html': composition(element, { durationSeconds: 0.2 }),
    'clip.mkv': file,
  });
  const plan = await node.plan(playing('<audio id="voice" src="clip.mkv" data-start="0"></audio>'));
  expect(plan).toMatchObject({ hasAudio: true, warnings: [] });
  await expect(node.plan(playing('<video id="clip" src="clip.mkv" data-start="0"></video>'))).rejects.toMatchObject({
    code: 'VIDEO_SOURCE_UNRENDERABLE',
    details: { url: 'clip.mkv', element: 'video#clip' },
  });
});

/** The file with zeros in place of one of its JPEGs. */
function withoutJpeg(file: Buffer, index: number): Buffer {
  const starts = jpegStarts(file);
  return Buffer.from(file).fill(0, starts[index], starts[index + 1]);
}

function jpegStarts(file: Buffer): number[] {
  const begin = Buffer.from([0xff, 0xd8, 0xff]);
  const starts: number[] = [];
  for (let at = file.indexOf(begin); at !== -1; at = file.indexOf(begin, at + 3)) starts.push(at);
  return starts;
}
