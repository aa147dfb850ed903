/**
 * Which frame of a video shows in which frame of a render: read back from the rendered file.
 * @module
 */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composition, HEIGHT, WIDTH } from '../testing/compositions.ts';
import { makeDecoder } from '../testing/decode.ts';
import { startTestNode, type TestNode } from '../testing/engine-fixture.ts';
import { encodeClip, numberedClip, type ClipShape } from '../testing/numbered-clip.ts';
import { readWall, videoWall, type WallCase } from '../testing/video-wall.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node?.[Symbol.asyncDispose]());

const CLIPS: Record<string, ClipShape> = {
  'same.mp4': { frames: 60 },
  'slow.mp4': { frames: 48, fps: '24' },
  'fast.mp4': { frames: 120, fps: '60' },
  'short.mp4': { frames: 10 },
  // Frame n begins at n²/300 seconds.
  'uneven.mp4': {
    frames: 18,
    encode:
      '-vf settb=1/30000,setpts=N*N*100 -fps_mode passthrough -enc_time_base 1:30000 -c:v libx264 -bf 2 -pix_fmt yuv420p'.split(
        ' ',
      ),
  },
};

const CASES: WallCase[] = [
  { name: 'the same rate', file: 'same.mp4', shows: (i) => i },
  { name: '24 in 30', file: 'slow.mp4', shows: (i) => Math.floor((i * 24) / 30) },
  { name: '60 in 30', file: 'fast.mp4', shows: (i) => i * 2 },
  { name: 'a trim', file: 'same.mp4', attributes: 'data-start="0" data-media-start="0.5"', shows: (i) => 15 + i },
  { name: 'half speed', file: 'same.mp4', attributes: 'data-start="0" data-playback-rate="0.5"', shows: (i) => i >> 1 },
  { name: 'double speed', file: 'same.mp4', attributes: 'data-start="0" data-playback-rate="2"', shows: (i) => 2 * i },
  {
    name: 'five times as fast, with the end held',
    file: 'same.mp4',
    attributes: 'data-start="0" data-duration="1" data-playback-rate="5"',
    shows: (i) => Math.min(59, 5 * i),
  },
  { name: 'a loop', file: 'short.mp4', attributes: 'data-start="0" data-duration="1" loop', shows: (i) => i % 10 },
  {
    name: 'the end held',
    file: 'short.mp4',
    attributes: 'data-start="0" data-duration="1"',
    shows: (i) => Math.min(9, i),
  },
  { name: 'the natural length', file: 'short.mp4', attributes: '', shows: (i) => (i < 10 ? i : null) },
  {
    name: 'the natural length of a loop, one pass',
    file: 'short.mp4',
    attributes: 'loop',
    shows: (i) => (i < 10 ? i : null),
  },
  {
    name: 'a late host that cuts it',
    file: 'same.mp4',
    attributes: 'data-start="0.1"',
    around: '<div data-composition-id="late" data-start="0.2" data-duration="0.5">$</div>',
    shows: (i) => (i >= 9 && i < 21 ? i - 9 : null),
  },
  {
    name: 'a variable rate',
    file: 'uneven.mp4',
    attributes: 'data-start="0" data-duration="1"',
    shows: (i) => Math.floor(Math.sqrt(i * 10 + 1e-6)),
  },
];

/** With the others, more at once than there are decoders for one file after the other. */
const CROWD: WallCase[] = Array.from({ length: 10 }, (_, i) => ({
  name: `number ${i} of a crowd`,
  file: 'same.mp4',
  attributes: `data-start="0" data-media-start="${i / 10}"`,
  shows: (frame) => frame + 3 * i,
}));

test('every frame shows the frame of the source that its time asks for, wherever a chunk begins', async () => {
  const files: Record<string, Buffer> = {};
  for (const [name, shape] of Object.entries(CLIPS)) files[name] = await numberedClip(node.engine.ffmpegPath, shape);
  const inline: WallCase = {
    name: 'a file in its own address',
    file: `data:video/mp4;base64,${files['short.mp4']!.toString('base64')}`,
    attributes: 'data-start="0" data-duration="1"',
    shows: (i) => Math.min(9, i),
  };
  const cases = [...CASES, ...CROWD, inline];
  const site = { 'index.html': videoWall(cases, { durationSeconds: 1 }), ...files };
  const frames = await makeDecoder(node.engine.ffmpegPath).frames(await node.render(site, { chunkSize: 17 }), 'gray');
  const seen = frames.map((frame) => readWall(frame, cases));
  for (const [i, { name, shows }] of cases.entries())
    expect
      .soft(
        seen.map((numbers) => numbers[i]),
        name,
      )
      .toEqual(Array.from({ length: 30 }, (_, frame) => shows(frame)));
  expect(await node.leftovers()).toEqual([]);
});

test('a chunk fetches of a source only what it shows', async () => {
  const encode = '-c:v libx264 -preset ultrafast -qp 12 -g 30 -pix_fmt yuv420p'.split(' ');
  const noise = (_frame: number, width: number, height: number) => randomBytes(width * height * 4);
  const clip = await encodeClip(node.engine.ffmpegPath, { frames: 300, width: WIDTH, height: HEIGHT, encode }, noise);
  const video = '<video src="clip.mp4" muted data-start="0" data-media-start="5"></video>';
  const { planHash } = await node.plan({
    'index.html': composition(video, { durationSeconds: 0.1 }),
    'clip.mp4': clip,
  });
  const wholes = () => node.artifacts.requests.filter((request) => request.startsWith('GET blobs/')).length;
  node.artifacts.bytesByRange = 0;
  const before = wholes();
  await node.chunk(planHash, 0);
  expect(node.artifacts.bytesByRange).toBeGreaterThan(0);
  expect(node.artifacts.bytesByRange).toBeLessThan(clip.length * 0.6);
  expect(wholes() - before).toBeLessThanOrEqual(1 + Math.ceil(node.artifacts.bytesByRange / 2 ** 19));

  // What the store does not give is no end of the video.
  node.forgetChunks();
  await using other = await startTestNode({}, node);
  node.artifacts.fault = (_method, key) => (key.startsWith('blobs/') && isLong(key) ? 503 : null);
  const isLong = (key: string) => (node.artifacts.objects.get(key)?.length ?? 0) > 1_000_000;
  await expect(other.chunk(planHash, 0)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  node.artifacts.fault = () => null;
});

test('a video is footage to the encoder', async () => {
  const { planHash } = await node.plan({
    'index.html': composition('<video src="clip.mp4" data-start="0"></video>'),
    'clip.mp4': await numberedClip(node.engine.ffmpegPath, { frames: 10 }),
  });
  expect(node.planOf(planHash)).toMatchObject({ painting: 'tiled', encode: { content: 'footage' } });
});
