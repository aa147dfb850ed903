import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatFps } from '#contracts/fps.ts';
import { renderKey } from '#contracts/keys.ts';
import { planChunks } from '#contracts/plan.ts';
import { frameTicksOf, timescaleOf } from '../encode/timescale.ts';
import {
  ANIMATED,
  colourChart,
  composition,
  HEIGHT,
  numberedFrames,
  readFrameNumber,
  readSwatches,
  SWATCHES,
  WIDTH,
} from '../testing/compositions.ts';
import { makeDecoder, psnr, type Decoder } from '../testing/decode.ts';
import { startTestNode, TENANT, type TestNode } from '../testing/engine-fixture.ts';
import { readBoxes } from '../mp4/box-reader.ts';

let node: TestNode;
let decoder: Decoder;
beforeAll(async () => {
  node = await startTestNode();
  decoder = makeDecoder(node.engine.ffmpegPath);
});
afterAll(() => node[Symbol.asyncDispose]());

describe.each([
  [{ num: 30, den: 1 }, 20, 8],
  [{ num: 24000, den: 1001 }, 14, 6],
  [{ num: 7, den: 1 }, 32, 30],
])('a render at %o', (fps, frameCount, chunkSize) => {
  const chunks = planChunks(frameCount, chunkSize);
  let planHash: string;
  let output: Buffer;
  beforeAll(async () => {
    ({ planHash } = await node.plan(numberedFrames(frameCount, fps), { chunkSize }));
    const { output: facts } = await node.renderWhole(planHash);
    output = node.output();
    expect(facts).toMatchObject({
      frames: frameCount,
      width: WIDTH,
      height: HEIGHT,
      fps: formatFps(fps),
      sizeBytes: output.length,
    });
  });

  it('shows every frame once, in order', async () => {
    const pictures = await decoder.frames(output, 'gray');
    expect(pictures.map((picture) => readFrameNumber(picture))).toEqual(
      Array.from({ length: frameCount }, (_, i) => i),
    );
  });

  it('times frame n at n·den/num exactly', async () => {
    const packets = await decoder.packets(output);
    const ticks = frameTicksOf(fps);
    expect(packets.map((packet) => packet.pts).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: frameCount }, (_, i) => i * ticks),
    );
    expect(new Set(packets.map((packet) => packet.duration))).toEqual(new Set([ticks]));
    expect(packets.every((packet) => packet.dts <= packet.pts)).toBe(true);
    expect(ticks * fps.num).toBe(timescaleOf(fps) * fps.den);
  });

  it('has a keyframe at each chunk start and every 2 s, and nothing that looks past one', async () => {
    const packets = await decoder.packets(output);
    const frames = packets.map(({ pts, isKeyframe }) => ({ frame: pts / frameTicksOf(fps), isKeyframe }));
    const keyframes = frames.flatMap(({ frame, isKeyframe }) => (isKeyframe ? [frame] : []));
    expect(keyframes).toEqual(expect.arrayContaining(chunks.map((chunk) => chunk.startFrame)));
    const gaps = keyframes.map((frame, i) => (keyframes[i + 1] ?? frameCount) - frame);
    expect(Math.max(...gaps)).toBeLessThanOrEqual((2 * fps.num) / fps.den);
    // In a closed GOP all that is decoded before a keyframe is shown before it, and the reverse.
    frames.forEach(({ frame, isKeyframe }, i) => {
      if (isKeyframe) expect(frames.slice(0, i).every((earlier) => earlier.frame < frame)).toBe(true);
      if (isKeyframe) expect(frames.slice(i).every((later) => later.frame >= frame)).toBe(true);
    });
  });

  it('holds chunks that decode alone, to the same pictures', async () => {
    const whole = await decoder.frames(output, 'yuv420p');
    for (const { index, startFrame, endFrame } of chunks) {
      const alone = await decoder.frames(node.chunkBytes(planHash, index), 'yuv420p');
      expect(alone.map((picture, i) => picture.equals(whole[startFrame + i]!))).toEqual(
        new Array(endFrame - startFrame).fill(true),
      );
    }
  });

  it('puts the header before the media data and declares what it is', async () => {
    expect(readBoxes(output).map((box) => box.type)).toEqual(['ftyp', 'moov', 'mdat']);
    expect(await decoder.streamLine(output)).toMatch(/h264 \(High\).* yuv420p\(tv, bt709(, progressive)?\), 320x180/);
  });
});

describe('the picture', () => {
  it('keeps 24 known colours within 3 of 255, by the bt709 matrix the file declares', async () => {
    const [picture] = await decoder.frames(await node.render(colourChart()), 'rgb24');
    const shown = readSwatches(picture!);
    const off = SWATCHES.flatMap((colour, i) => {
      const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
      const worst = Math.max(...wanted.map((value, channel) => Math.abs(value - shown[i]![channel]!)));
      return worst > 3 ? [`${colour} became ${shown[i]!.join(',')}`] : [];
    });
    expect(off).toEqual([]);
  });

  it('crosses a chunk seam without a jump', async () => {
    const frameRange = { start: 20, end: 32 };
    const seamless = await decoder.frames(await node.render(ANIMATED.css(), { frameRange, chunkSize: 12 }), 'gray');
    const chunked = await decoder.frames(await node.render(ANIMATED.css(), { frameRange, chunkSize: 5 }), 'gray');
    expect(chunked).toHaveLength(12);
    for (const frame of [3, 4, 5, 6, 9, 10, 11])
      expect(psnr(chunked[frame]!, seamless[frame]!), `frame ${frame}`).toBeGreaterThan(40);
  });

  it('may be one frame of 16×16', async () => {
    const smallest = numberedFrames(1).replace(
      'data-width="320" data-height="180"',
      'data-width="16" data-height="16"',
    );
    const output = await node.render(smallest);
    expect(await decoder.frames(output, 'gray')).toHaveLength(1);
    expect(await decoder.streamLine(output)).toMatch(/, 16x16/);
  });

  it('may be larger than the composition by a whole factor', async () => {
    const output = await node.render(numberedFrames(3), { width: 640, height: 360 });
    expect(await decoder.streamLine(output)).toMatch(/, 640x360/);
    const pictures = await decoder.frames(output, 'gray');
    expect(pictures.map((picture) => readFrameNumber(picture, 2))).toEqual([0, 1, 2]);
  });

  it.each([
    [32, 18, 12, 'mp4'],
    [32, 18, 12, 'mov'],
    [16, 16, 60, 'mp4'],
    [16, 16, 60, 'mov'],
  ] as const)('may be %i×%i enlarged %i times, as %s', async (width, height, factor, format) => {
    const site = composition('<i style="top:0;left:0"></i><i style="bottom:0;right:0"></i>', {
      durationSeconds: 1 / 30,
      style: '#root{position:relative}i{position:absolute;width:50%;height:50%;background:#fff}',
      root: 'id="root" style="position:absolute;inset:0"',
    })
      .replace('data-width="320"', `data-width="${width}"`)
      .replace('data-height="180"', `data-height="${height}"`);
    const size = { width: width * factor, height: height * factor };
    const output = await node.render(site, { ...size, format });
    const [picture] = await decoder.frames(output, 'gray');
    const at = (x: number, y: number) =>
      picture![Math.floor(y * size.height) * size.width + Math.floor(x * size.width)]!;
    const quarters = [at(0.02, 0.02), at(0.45, 0.45), at(0.55, 0.55), at(0.98, 0.98), at(0.55, 0.45), at(0.45, 0.55)];
    expect(quarters.map((grey) => grey > 128)).toEqual([true, true, true, true, false, false]);
  });
});

describe('beside the output', () => {
  it('lie a thumbnail and a manifest', async () => {
    await node.render(numberedFrames(10));
    const thumbnail = node.artifacts.objects.get(renderKey(TENANT, 'r1', 'thumbnail.jpg'))!;
    const [picture] = await decoder.frames(thumbnail, 'gray');
    expect(readFrameNumber(picture!)).toBe(4);
    const manifest = JSON.parse(
      node.artifacts.objects.get(renderKey(TENANT, 'r1', 'manifest.json'))!.toString(),
    ) as object;
    expect(manifest).toMatchObject({
      output: { frames: 10 },
      engine: node.engine.build,
      compositionId: 'main',
      chunks: 1,
    });
  });

  it('nothing is left in the work folder', async () => {
    expect(await node.leftovers()).toEqual([]);
  });
});
