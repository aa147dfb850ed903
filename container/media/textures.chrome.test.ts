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
  const fps = '10';
  const images = {
    'a.gif': await numberedClip(node.engine.ffmpegPath, { frames: 4, fps, name: 'a.gif', encode: ['-loop', '0'] }),
    'once.gif': await numberedClip(node.engine.ffmpegPath, {
      frames: 4,
      fps,
      name: 'once.gif',
      encode: ['-loop', '-1'],
    }),
    'a.webp': await numberedClip(node.engine.ffmpegPath, {
      frames: 4,
      fps,
      name: 'a.webp',
      encode: ['-c:v', 'libwebp_anim', '-loop', '0'],
    }),
  };
  const body =
    '<img src="a.gif"><img src="once.gif"><img src="a.webp"><img src="a.gif" data-start="0.2" data-duration="9">';
  const style =
    'body { background: #808080 } img { position: absolute; width: 160px; height: 90px }' +
    'img:nth-of-type(1) { left: 0; top: 0 } img:nth-of-type(2) { left: 160px; top: 0 }' +
    'img:nth-of-type(3) { left: 0; top: 90px } img:nth-of-type(4) { left: 160px; top: 90px }';
  const html = composition(body, { durationSeconds: 0.6, style });
  const mp4 = await node.render({ 'index.html': html, ...images }, { chunkSize: 11 });
  const frames = await makeDecoder(node.engine.ffmpegPath).frames(mp4, 'gray');
  const four = Array.from({ length: 4 }, () => ({ name: '', file: '', shows: () => null }));
  expect(frames.map((frame) => readWall(frame, four))).toEqual(
    Array.from({ length: 18 }, (_, i) => {
      const picture = Math.floor(i / 3);
      return [picture % 4, Math.min(3, picture), picture % 4, i < 6 ? null : picture - 2];
    }),
  );
});
