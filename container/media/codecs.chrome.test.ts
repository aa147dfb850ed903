/**
 * Sources of every kind: the right frame, upright, with its alpha and its colours.
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composition, HEIGHT, readSwatches, SWATCHES, WIDTH } from '../testing/compositions.ts';
import { makeDecoder, type Decoder } from '../testing/decode.ts';
import { startTestNode, type TestNode } from '../testing/engine-fixture.ts';
import { encodeClip, numberedClip, turnedRight, type ClipShape } from '../testing/numbered-clip.ts';
import { readWall, videoWall, type WallCase } from '../testing/video-wall.ts';

let node: TestNode;
let decoder: Decoder;
beforeAll(async () => {
  node = await startTestNode();
  decoder = makeDecoder(node.engine.ffmpegPath);
});
afterAll(() => node?.[Symbol.asyncDispose]());

const FRAMES = 12;
const args = (text: string): string[] => text.split(' ');

/** Each begins at frame 3, so that it is decoded from its middle. */
const SOURCES: Record<string, Omit<ClipShape, 'frames'>> = {
  'hevc.mp4': {
    encode: args('-c:v libx265 -preset ultrafast -x265-params log-level=error -pix_fmt yuv420p -tag:v hvc1'),
  },
  'vp8.webm': { encode: args('-c:v libvpx -deadline realtime -pix_fmt yuv420p') },
  'vp9.webm': { encode: args('-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p') },
  'av1.mp4': { encode: args('-c:v libsvtav1 -preset 12 -pix_fmt yuv420p') },
  'prores.mov': { encode: args('-c:v prores_ks -profile:v 3 -pix_fmt yuv422p10le') },
  'odd.webm': {
    width: 161,
    height: 91,
    encode: args('-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p'),
  },
  'wide-pixels.mp4': { encode: args('-vf scale=80:90,setsar=2 -c:v libx264 -preset ultrafast -pix_fmt yuv420p') },
  'late-clock.ts': { encode: args('-c:v libx264 -preset ultrafast -bf 2 -g 5 -pix_fmt yuv420p') },
  'program.mpg': { encode: args('-c:v mpeg2video -q:v 2 -bf 2 -g 6') },
  'interlaced.mpg': { encode: args('-c:v mpeg2video -q:v 2 -bf 2 -g 6 -flags +ilme+ildct -top 1') },
  'mpeg-1.mpg': { encode: args('-c:v mpeg1video -q:v 2 -bf 2 -g 6') },
  'delayed.avi': { encode: args('-c:v mpeg4 -q:v 2 -bf 2 -g 6') },
  'raw.h264': { encode: args('-c:v libx264 -preset ultrafast -bf 2 -g 6 -pix_fmt yuv420p') },
  'turned.mp4': { encode: args('-vf transpose=2 -c:v libx264 -preset ultrafast -pix_fmt yuv420p') },
  'pq.mp4': {
    encode: args(
      '-c:v libx265 -preset ultrafast -x265-params log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc -pix_fmt yuv420p10le -tag:v hvc1',
    ),
  },
};

test('frames of every codec, container and shape', async () => {
  const names = Object.keys(SOURCES);
  const cases: WallCase[] = names.map((file) => ({
    name: file,
    file,
    attributes: 'data-start="0" data-media-start="0.1"',
    shows: (frame) => frame + 3,
  }));
  const site: Record<string, string | Buffer> = {
    'index.html': videoWall(cases, { durationSeconds: (FRAMES - 3) / 30 }),
  };
  for (const [name, shape] of Object.entries(SOURCES))
    site[name] = await numberedClip(node.engine.ffmpegPath, { frames: FRAMES, name, ...shape });
  site['turned.mp4'] = turnedRight(site['turned.mp4'] as Buffer);
  const frames = await decoder.frames(await node.render(site), 'gray');
  const seen = frames.map((frame) => readWall(frame, cases));
  for (const [i, { name, shows }] of cases.entries())
    expect
      .soft(
        seen.map((numbers) => numbers[i]),
        name,
      )
      .toEqual(Array.from({ length: FRAMES - 3 }, (_, frame) => shows(frame)));
});

const ALPHA_SOURCES: Record<string, string[]> = {
  'vp8.webm': args('-c:v libvpx -auto-alt-ref 0 -b:v 1M -deadline realtime -pix_fmt yuva420p'),
  'vp9.webm': args('-c:v libvpx-vp9 -auto-alt-ref 0 -deadline realtime -cpu-used 8 -pix_fmt yuva420p'),
  'prores.mov': args('-c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le'),
};

test('what is transparent in a source lets the page through', async () => {
  const site: Record<string, string | Buffer> = {};
  const boxes = Object.keys(ALPHA_SOURCES).flatMap((file, row) =>
    ['#fff', '#000'].map(
      (color, column) =>
        `<b style="position:absolute;left:${column * 160}px;top:${row * 60}px;width:160px;height:60px;background:${color}">` +
        `<video src="${file}" muted data-start="0" style="position:absolute;inset:0;width:160px;height:60px;object-fit:fill"></video></b>`,
    ),
  );
  site['index.html'] = composition(boxes.join(''), { durationSeconds: 0.1 });
  for (const [name, encode] of Object.entries(ALPHA_SOURCES))
    site[name] = await numberedClip(node.engine.ffmpegPath, { frames: 4, name, encode, hasAlpha: true });
  const [, second] = await decoder.frames(await node.render(site), 'rgb24');
  const at = (x: number, y: number) => [...second!.subarray((y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3)];
  for (const [row, name] of Object.keys(ALPHA_SOURCES).entries()) {
    const y = row * 60 + 30;
    // In frame 1 the lowest bit is set: half transparent green. The next one is opaque red.
    expectNear(at(8, y), [127, 255, 127], `${name} on white`);
    expectNear(at(168, y), [0, 128, 0], `${name} on black`);
    expectNear(at(24, y), [255, 0, 0], `${name}, opaque`);
    expectNear(at(184, y), [255, 0, 0], `${name}, opaque`);
  }
});

test('colours stay what they are', async () => {
  const chart = Buffer.alloc(WIDTH * HEIGHT * 4, 255);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const swatch = SWATCHES[Math.floor(y / 40) * 8 + Math.floor(x / 40)];
      if (swatch) chart.set(rgbOf(swatch), (y * WIDTH + x) * 4);
    }
  const frame = () => chart;
  const bt709 = args(
    '-vf scale=out_color_matrix=bt709:out_range=tv -colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv -c:v libx264 -qp 4 -pix_fmt yuv420p',
  );
  const unmarked = args('-vf scale=out_color_matrix=bt601:out_range=tv -c:v libx264 -qp 4 -pix_fmt yuv420p');
  for (const [name, encode] of Object.entries({ bt709, unmarked })) {
    const clip = await encodeClip(node.engine.ffmpegPath, { frames: 3, width: WIDTH, height: HEIGHT, encode }, frame);
    const html = composition('<video src="a.mp4" muted data-start="0" style="position:absolute;inset:0"></video>', {
      durationSeconds: 0.1,
    });
    const [first] = await decoder.frames(await node.render({ 'index.html': html, 'a.mp4': clip }), 'rgb24');
    for (const [i, rgb] of readSwatches(first!).entries())
      expectNear(rgb, rgbOf(SWATCHES[i]!), `${name}: ${SWATCHES[i]}`);
  }
});

/** Difference that two codecs and 4:2:0 may make to a flat colour. */
const TOLERANCE = 10;

function expectNear(actual: readonly number[], expected: readonly number[], what: string): void {
  const isNear = expected.every((value, i) => Math.abs(value - actual[i]!) <= TOLERANCE);
  expect.soft(isNear, `${what}: ${actual.join()} instead of ${expected.join()}`).toBe(true);
}

const rgbOf = (hex: string): number[] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
