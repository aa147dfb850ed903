/**
 * Canvases and textures that take their picture from a video have that of the very frame.
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composition } from '../testing/compositions.ts';
import { makeDecoder } from '../testing/decode.ts';
import { startTestNode, type TestNode } from '../testing/engine-fixture.ts';
import { numberedClip } from '../testing/numbered-clip.ts';
import { readWall } from '../testing/video-wall.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node?.[Symbol.asyncDispose]());

const SCENE = `
<video id="clip" src="clip.webm" muted data-start="0"></video>
<canvas id="flat" width="160" height="90"></canvas>
<canvas id="gl" width="160" height="90"></canvas>
<canvas id="bitmap" width="160" height="90"></canvas>
<script>
  const flat2d = flat.getContext('2d');
  (function draw() {
    flat2d.drawImage(clip, 0, 0, 160, 90);
    requestAnimationFrame(draw);
  })();

  const context = gl.getContext('webgl', { preserveDrawingBuffer: true });
  const shader = (type, source) => {
    const made = context.createShader(type);
    context.shaderSource(made, source);
    context.compileShader(made);
    return made;
  };
  const program = context.createProgram();
  context.attachShader(program, shader(context.VERTEX_SHADER, 'attribute vec2 p; varying vec2 uv; void main() { uv = vec2(p.x, 1. - p.y); gl_Position = vec4(p * 2. - 1., 0, 1); }'));
  context.attachShader(program, shader(context.FRAGMENT_SHADER, 'precision mediump float; varying vec2 uv; uniform sampler2D t; void main() { gl_FragColor = texture2D(t, uv); }'));
  context.linkProgram(program);
  context.useProgram(program);
  context.bindBuffer(context.ARRAY_BUFFER, context.createBuffer());
  context.bufferData(context.ARRAY_BUFFER, new Float32Array([0, 0, 1, 0, 0, 1, 1, 1]), context.STATIC_DRAW);
  context.enableVertexAttribArray(0);
  context.vertexAttribPointer(0, 2, context.FLOAT, false, 0, 0);
  context.bindTexture(context.TEXTURE_2D, context.createTexture());
  for (const side of [context.TEXTURE_WRAP_S, context.TEXTURE_WRAP_T]) context.texParameteri(context.TEXTURE_2D, side, context.CLAMP_TO_EDGE);
  context.texParameteri(context.TEXTURE_2D, context.TEXTURE_MIN_FILTER, context.LINEAR);

  const bitmap2d = bitmap.getContext('2d');
  addEventListener('hf-seek', ({ detail }) => {
    context.texImage2D(context.TEXTURE_2D, 0, context.RGBA, context.RGBA, context.UNSIGNED_BYTE, clip);
    context.drawArrays(context.TRIANGLE_STRIP, 0, 4);
    detail.waitUntil(createImageBitmap(clip).then((picture) => bitmap2d.drawImage(picture, 0, 0, 160, 90)));
  });
</script>`;

test('drawImage, createImageBitmap and WebGL textures show the frame that the video shows', async () => {
  const style =
    'video, canvas { position: absolute; width: 160px; height: 90px } #clip { left: 0; top: 0 }' +
    '#flat { left: 160px; top: 0 } #gl { left: 0; top: 90px } #bitmap { left: 160px; top: 90px }';
  const encode = '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p'.split(' ');
  const clip = await numberedClip(node.engine.ffmpegPath, { frames: 12, name: 'clip.webm', encode });
  const html = composition(SCENE, { durationSeconds: 0.4, style });
  const mp4 = await node.render({ 'index.html': html, 'clip.webm': clip }, { chunkSize: 7 });
  const frames = await makeDecoder(node.engine.ffmpegPath).frames(mp4, 'gray');
  const four = Array.from({ length: 4 }, () => ({ name: '', file: '', shows: () => null }));
  expect(frames.map((frame) => readWall(frame, four))).toEqual(Array.from({ length: 12 }, (_, i) => [i, i, i, i]));
});

test('an animated image shows the picture of its time, wherever a chunk begins', async () => {
  const pictures = (name: string, ...encode: string[]) =>
    numberedClip(node.engine.ffmpegPath, { frames: 4, fps: '10', name, encode });
  const gif = await pictures('a.gif', '-loop', '0');
  const site = {
    'a.gif': gif,
    'once.gif': await pictures('once.gif', '-loop', '-1'),
    'a.webp': await pictures('a.webp', '-c:v', 'libwebp_anim', '-loop', '0'),
    'a.png': await pictures('a.apng', '-plays', '0'),
    'a.avif': await pictures('a.avif', '-c:v', 'libaom-av1', '-cpu-used', '8', '-crf', '20', '-pix_fmt', 'yuv420p'),
    'broken.gif': withBrokenPicture(gif, 2),
  };
  const shows: [markup: string, picture: (number: number) => number | null][] = [
    ['<img src="a.gif">', (n) => n % 4],
    ['<img src="once.gif">', (n) => Math.min(3, n)],
    ['<img src="a.webp">', (n) => n % 4],
    ['<img class="clip" src="a.gif" data-start="0.2" data-duration="9">', (n) => (n < 2 ? null : n - 2)],
    ['<img src="a.png">', (n) => n % 4],
    ['<img src="a.avif">', (n) => n % 4],
    ['<img id="held" src="broken.gif">', () => 0],
  ];
  const place = (i: number) => `left: ${(i % 2) * 160}px; top: ${Math.floor(i / 2) * 45}px`;
  const style =
    'body { background: #808080 } img { position: absolute; width: 160px; height: 45px }' +
    shows.map((_, i) => `img:nth-of-type(${i + 1}) { ${place(i)} }`).join(' ');
  const html = composition(shows.map(([markup]) => markup).join(''), { durationSeconds: 0.6, style });
  const { planHash, warnings } = await node.plan({ 'index.html': html, ...site }, { chunkSize: 11 });
  expect(warnings).toMatchObject([
    { code: 'animated_image_held', severity: 'error', details: { file: 'broken.gif', element: 'img#held' } },
  ]);
  await node.renderWhole(planHash);
  const frames = await makeDecoder(node.engine.ffmpegPath).frames(node.output(), 'gray');
  const cells = shows.map(() => ({ name: '', file: '', shows: () => null }));
  expect(frames.map((frame) => readWall(frame, cells))).toEqual(
    Array.from({ length: 18 }, (_, i) => shows.map(([, picture]) => picture(Math.floor(i / 3)))),
  );
});

/** A GIF whose picture of that number holds what nobody can decode. */
function withBrokenPicture(gif: Buffer, index: number): Buffer {
  const broken = Buffer.from(gif);
  let at = -1;
  // A picture comes behind the extension that says how long it shows.
  for (let i = 0; i <= index; i++) at = broken.indexOf(Buffer.from([0x21, 0xf9, 4]), at + 1);
  // The size of a code lies outside of what there can be.
  broken[broken.indexOf(0x2c, at + 8) + 10] = 0xff;
  return broken;
}
