/**
 * Which frame of a video shows in which frame of a render: read back from the rendered file.
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDecoder } from '../testing/decode.ts';
import { composition, WIDTH } from '../testing/compositions.ts';
import { startTestNode, type TestNode } from '../testing/engine-fixture.ts';
import { numberedClip, readClipNumber, type ClipShape } from '../testing/numbered-clip.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node?.[Symbol.asyncDispose]());

const clip = (shape: ClipShape) => numberedClip(node.engine.ffmpegPath, shape);
/** Grey where no video shows. */
const STYLE = 'body{background:#808080}video{position:absolute;left:0;top:0;width:100%;height:100%}';

/** What each frame of a render shows of the clip; null for nothing. */
async function shownNumbers(
  file: Buffer,
  video: string,
  {
    seconds = 1,
    fps = '30',
    chunkSize,
    name = 'clip.mp4',
  }: { seconds?: number; fps?: string; chunkSize?: number; name?: string } = {},
): Promise<(number | null)[]> {
  const html = composition(video, { durationSeconds: seconds, fps, style: STYLE });
  const mp4 = await node.render({ 'index.html': html, [name]: file }, chunkSize ? { chunkSize } : {});
  const frames = await makeDecoder(node.engine.ffmpegPath).frames(mp4, 'gray');
  return frames.map((frame) => readClipNumber(frame, WIDTH));
}

const count = (length: number, numberOf: (frame: number) => number | null) =>
  Array.from({ length }, (_, i) => numberOf(i));

test('each frame of the same rate shows once, in chunks that begin anywhere', async () => {
  const file = await clip({ frames: 60 });
  const numbers = await shownNumbers(file, '<video src="clip.mp4" data-start="0" muted></video>', {
    seconds: 2,
    chunkSize: 17,
  });
  expect(numbers).toEqual(count(60, (i) => i));
});
