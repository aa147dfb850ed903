/**
 * HDR from source to file, judged by decoding: what a video holds, what a page adds, how both mix, and what an ordinary render makes of it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HdrTransfer } from '#contracts/hdr.ts';
import type { PlanCall } from '#contracts/protocol.ts';
import { fromMix, lightToSrgb, srgbToLight, toMix } from './hdr/curves.ts';
import { composition, HEIGHT, WIDTH } from './testing/compositions.ts';
import { makeDecoder, type Decoder } from './testing/decode.ts';
import { startTestNode, type TestNode } from './testing/engine-fixture.ts';
import { hdrClip, patchCentre, yuvAt, yuvOf, type Signal, type Yuv } from './testing/hdr-chart.ts';

let node: TestNode;
let decoder: Decoder;
beforeAll(async () => {
  node = await startTestNode();
  decoder = makeDecoder(node.engine.ffmpegPath);
});
afterAll(() => node?.[Symbol.asyncDispose]());

/** PQ of so many nits. */
const pq = (nits: number): number => fromMix.pq(lightToSrgb(nits / 203));
const grey = (signal: number): Signal => [signal, signal, signal];
const GREY_NITS = [0, 0.5, 2, 10, 50, 203, 600, 1000];
const COLOURS: Signal[] = [
  [pq(203), pq(1), pq(1)],
  [pq(1), pq(203), pq(1)],
  [pq(1), pq(1), pq(100)],
  [pq(900), pq(300), pq(50)],
  [pq(100), pq(80), pq(60)],
  [pq(20), pq(60), pq(40)],
  [pq(4000), pq(4000), pq(4000)],
  [pq(5), pq(5), pq(20)],
];
const CHARTS: Record<HdrTransfer, Signal[]> = {
  pq: [...GREY_NITS.map((nits) => grey(pq(nits))), ...COLOURS],
  hlg: [
    ...[0, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 1].map(grey),
    ...COLOURS.map((colour) => colour.map((signal) => Math.min(1, signal * 1.2)) as unknown as Signal),
  ],
};
const FRAMES = 4;

/** The chart as it is; the chart under half of black; the chart at half of its opacity over white, twice as large; colours of the page. */
const PAGE = composition(
  `<video src="a.mp4" muted data-start="0" style="left:0;top:0"></video>
   <video src="a.mp4" muted data-start="0" style="left:160px;top:0"></video>
   <i style="left:160px;top:0;width:160px;height:40px;background:rgba(0,0,0,.5)"></i>
   <i style="left:0;top:60px;width:320px;height:80px;background:#fff"></i>
   <video src="a.mp4" muted data-start="0" style="left:0;top:60px;width:320px;height:80px;opacity:.5"></video>
   <i style="left:0;top:140px;background:#fff"></i><i style="left:40px;top:140px;background:#808080"></i>
   <i style="left:80px;top:140px;background:#f00"></i><i style="left:120px;top:140px;background:#000"></i>`,
  {
    durationSeconds: FRAMES / 30,
    style: 'video,i{position:absolute;display:block}i{width:40px;height:40px}video{width:160px;height:40px}',
  },
);

async function siteOf(transfer: HdrTransfer, html = PAGE) {
  return {
    'index.html': html,
    'a.mp4': await hdrClip(node.engine.ffmpegPath, transfer, CHARTS[transfer], FRAMES),
  };
}

const OPTIONS = { hdr: 'auto', chunkSize: 2, crf: 4 } satisfies Partial<PlanCall>;

describe.each(['pq', 'hlg'] as const)('a render of %s', (transfer) => {
  const chart = CHARTS[transfer];
  const light = (signal: Signal) => signal.map(toMix[transfer]) as unknown as Signal;
  const signal = (values: Signal) => values.map(fromMix[transfer]) as unknown as Signal;
  let output: Buffer;
  let pictures: Buffer[];

  it('is 10 bits of BT.2020, the same file whatever the order of its chunks', async () => {
    const plan = await node.plan(await siteOf(transfer), OPTIONS);
    expect(plan.hdr).toBe(transfer);
    for (const index of [1, 0]) await node.chunk(plan.planHash, index);
    await node.assemble(plan.planHash);
    const inPieces = node.output();
    node.forgetChunks();
    await node.renderWhole(plan.planHash);
    output = node.output();
    expect(output.equals(inPieces)).toBe(true);
    pictures = await decoder.frames(output, 'yuv420p10le');
    expect(pictures).toHaveLength(FRAMES);
    const name = transfer === 'pq' ? 'smpte2084' : 'arib-std-b67';
    expect(await decoder.streamLine(output)).toMatch(
      new RegExp(`hevc \\(Main 10\\) \\(hvc1 .*yuv420p10le\\(tv, bt2020nc/bt2020/${name}`),
    );
    const info = await decoder.pictureInfo(output);
    expect(info.includes('mastering display')).toBe(transfer === 'pq');
    for (const type of ['mdcv', 'clli']) expect(output.includes(type)).toBe(transfer === 'pq');
  });

  it('shows what its video holds, frame by frame', () => {
    for (const [frame, picture] of pictures.entries())
      for (const [i, patch] of (frame % 2 === 0 ? chart : chart.toReversed()).entries())
        expectNear(at(picture, ...patchCentre(i)), yuvOf(patch), 3, `frame ${frame}, patch ${i}`);
  });

  it('mixes it with the page as a browser does: half of black over it, half of it over white', () => {
    for (const [i, patch] of chart.entries()) {
      const [x, y] = patchCentre(i);
      const half = light(patch).map((value) => value * (1 - 128 / 255)) as unknown as Signal;
      expectNear(at(pictures[0]!, x + 160, y), yuvOf(signal(half)), 8, `under black, patch ${i}`);
      const over = light(patch).map((value) => value / 2 + 0.5) as unknown as Signal;
      expectNear(at(pictures[0]!, x * 2, y * 2 + 60), yuvOf(signal(over)), 8, `over white, patch ${i}`);
    }
  });

  it('shows the page’s white at 203 nits and its other colours below it', () => {
    const white = transfer === 'pq' ? pq(203) : 0.75;
    const middle = transfer === 'pq' ? pq(203 * srgbToLight(128 / 255)) : fromMix.hlg(128 / 255);
    const colours = [0, 1, 2, 3].map((i) => at(pictures[1]!, i * 40 + 20, 160));
    expectNear(colours[0]!, yuvOf(grey(white)), 2, 'white');
    expectNear(colours[1]!, yuvOf(grey(middle)), 2, '#808080');
    expectNear(colours[3]!, yuvOf(grey(0)), 2, 'black');
    // ITU-R BT.2087: red of BT.709 in light of BT.2020.
    const red = [0.6274, 0.0691, 0.0164];
    const luminance = 0.2627 * red[0]! + 0.678 * red[1]! + 0.0593 * red[2]!;
    const seen = red.map((value) => (transfer === 'pq' ? pq(203 * value) : hlgOf(value * luminance ** (-1 / 6))));
    expectNear(colours[2]!, yuvOf(seen as unknown as Signal), 3, '#f00');
  });
});

/** Signal of a scene's light, 1 being that of 75 %. */
const hlgOf = (scene: number): number => fromMix.hlg(lightToSrgb(scene ** 1.2));

const at = (picture: Buffer, x: number, y: number): Yuv => yuvAt(picture, WIDTH, HEIGHT, x, y);

/** Ten-bit codes. */
function expectNear(actual: Yuv, wanted: Yuv, tolerance: number, what: string): void {
  const worst = Math.max(...wanted.map((value, i) => Math.abs(value - actual[i]!)));
  expect.soft(worst, `${what}: ${actual.join()} for ${wanted.map(Math.round).join()}`).toBeLessThanOrEqual(tolerance);
}
