/**
 * HDR from source to file, judged by decoding: what a video holds, what a page adds, how both mix, and what an ordinary render makes of it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HdrTransfer } from '#contracts/hdr.ts';
import type { PlanCall, PlanResult } from '#contracts/protocol.ts';
import { fromMix, lightToSrgb, srgbToLight, toMix } from '../../container/hdr/curves.ts';
import { composition, HEIGHT, WIDTH } from '../../container/testing/compositions.ts';
import { makeDecoder, type Decoder } from '../../container/testing/decode.ts';
import { startTestNode, type TestNode } from '../../container/testing/engine-fixture.ts';
import { numberedClip } from '../../container/testing/numbered-clip.ts';
import {
  hdrClip,
  patchCentre,
  toBt709,
  yuvAt,
  yuvOf,
  type Signal,
  type Yuv,
} from '../../container/testing/hdr-chart.ts';

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
const FRAMES = 2;

/** The chart as it is; the chart under half of black; the chart at half of its opacity over white, twice as large; colours of the page. */
const page = (more = '') =>
  composition(
    `<video src="a.mp4" muted data-start="0" style="left:0;top:0"></video>
     <video src="a.mp4" muted data-start="0" style="left:160px;top:0"></video>
     <i style="left:160px;top:0;width:160px;height:40px;background:rgba(0,0,0,.5)"></i>
     <i style="left:0;top:60px;width:320px;height:80px;background:#fff"></i>
     <video src="a.mp4" muted data-start="0" style="left:0;top:60px;width:320px;height:80px;opacity:.5"></video>
     <i style="left:0;top:140px;background:#fff"></i><i style="left:40px;top:140px;background:#808080"></i>
     <i style="left:80px;top:140px;background:#f00"></i><i style="left:120px;top:140px;background:#000"></i>${more}`,
    { durationSeconds: FRAMES / 30, style: STYLE },
  );
const STYLE =
  'video,canvas,i{position:absolute;display:block}i{width:40px;height:40px}video,canvas{width:160px;height:40px}';

const clipOf = (transfer: HdrTransfer, frames = FRAMES) =>
  hdrClip(node.engine.ffmpegPath, transfer, CHARTS[transfer], frames);
/** Little is lost to the encoder, so that what is measured is ours. */
const FINE = { crf: 4, chunkSize: 1 } satisfies Partial<PlanCall>;

describe.each(['pq', 'hlg'] as const)('a composition with a video in %s', (transfer) => {
  const chart = CHARTS[transfer];
  const light = (signal: Signal) => signal.map(toMix[transfer]) as unknown as Signal;
  const signal = (values: Signal) => values.map(fromMix[transfer]) as unknown as Signal;
  let output: Buffer;
  let pictures: Buffer[];

  it('becomes ten bits of BT.2020, the same file whatever the order of its chunks', async () => {
    const site: Record<string, string | Buffer> = { 'index.html': page(), 'a.mp4': await clipOf(transfer) };
    if (transfer === 'pq') {
      site['b.mp4'] = await clipOf('hlg');
      site['index.html'] = page('<video src="b.mp4" muted data-start="0" style="left:160px;top:140px"></video>');
    }
    const plan = await node.plan(site, { ...FINE, hdr: 'auto' });
    expect(plan.hdr).toBe(transfer);
    expect(toneMapWarningsOf(plan)).toEqual([]);
    for (const index of transfer === 'pq' ? [1, 0] : []) await node.chunk(plan.planHash, index);
    if (transfer === 'pq') await node.assemble(plan.planHash);
    const inPieces = node.output();
    node.forgetChunks();
    await node.renderWhole(plan.planHash);
    output = node.output();
    if (transfer === 'pq') expect(output.equals(inPieces)).toBe(true);
    pictures = await decoder.frames(output, 'yuv420p10le');
    expect(pictures).toHaveLength(FRAMES);
  });

  it('says so in stream and file', async () => {
    const name = transfer === 'pq' ? 'smpte2084' : 'arib-std-b67';
    expect(await decoder.streamLine(output)).toMatch(
      new RegExp(`hevc \\(Main 10\\) \\(hvc1 .*yuv420p10le\\(tv, bt2020nc/bt2020/${name}`),
    );
    const info = await decoder.pictureInfo(output);
    const display =
      'r(0.6800,0.3200) g(0.2650,0.6900) b(0.1500 0.0600) wp(0.3127, 0.3290) min_luminance=0.000100, max_luminance=1000.000000';
    expect(info.includes(display)).toBe(transfer === 'pq');
    expect(info.includes('MaxCLL=1000, MaxFALL=400')).toBe(transfer === 'pq');
    for (const type of ['mdcv', 'clli']) expect(output.includes(type)).toBe(transfer === 'pq');
  });

  it('shows what its video holds, frame by frame', () => {
    for (const [frame, picture] of pictures.entries())
      for (const [i, patch] of (frame % 2 === 0 ? chart : chart.toReversed()).entries())
        expectNear(at(picture, ...patchCentre(i)), yuvOf(patch), 3, `frame ${frame}, patch ${i}`);
  });

  it('shows a video in HLG beside one in PQ with the same light', () => {
    const beside = transfer === 'pq' ? CHARTS.hlg.slice(0, 8) : [];
    for (const [i, patch] of beside.entries()) {
      const [x, y] = patchCentre(i);
      expectNear(
        at(pictures[0]!, x + 160, y + 140),
        yuvOf(grey(fromMix.pq(toMix.hlg(patch[0])))),
        4,
        `HLG ${patch[0]}`,
      );
    }
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

  it('shows the page’s white at 203 nits, or 75 %, and its other colours below it', () => {
    const colours = [0, 1, 2, 3].map((i) => at(pictures[1]!, i * 40 + 20, 160));
    const middle = transfer === 'pq' ? pq(203 * srgbToLight(128 / 255)) : fromMix.hlg(128 / 255);
    expectNear(colours[0]!, yuvOf(grey(transfer === 'pq' ? pq(203) : 0.75)), 2, 'white');
    expectNear(colours[1]!, yuvOf(grey(middle)), 2, '#808080');
    expectNear(colours[3]!, yuvOf(grey(0)), 2, 'black');
    // ITU-R BT.2087: red of BT.709 in light of BT.2020.
    const red = [0.6274, 0.0691, 0.0164];
    const luminance = 0.2627 * red[0]! + 0.678 * red[1]! + 0.0593 * red[2]!;
    const seen = red.map((value) => (transfer === 'pq' ? pq(203 * value) : hlgOf(value * luminance ** (-1 / 6))));
    expectNear(colours[2]!, yuvOf(seen as unknown as Signal), 3, '#f00');
  });

  it('has an ordinary thumbnail', async () => {
    const [picture] = await decoder.frames(node.object('thumbnail.jpg'), 'rgb24');
    // White of the page, which is tone-mapped as any 203 nits are.
    expect(picture![(160 * WIDTH + 20) * 3]!).toBeGreaterThan(225);
    expect(picture![(160 * WIDTH + 20) * 3]!).toBeLessThan(238);
  });
});

it('a video whose filter bends colours, one that a canvas draws, and a transparent one are shown as in an ordinary render, and told of', async () => {
  const html = composition(
    `<video id="bent" src="a.mp4" muted data-start="0" style="left:0;top:0;filter:contrast(1)"></video>
     <video id="drawn" src="a.mp4" muted data-start="0" style="left:160px;top:0"></video>
     <video id="clear" src="clear.mov" muted data-start="0" style="left:160px;top:60px"></video>
     <canvas id="canvas" width="160" height="40" style="left:0;top:60px"></canvas>
     <script>addEventListener('hf-seek', () => canvas.getContext('2d').drawImage(drawn, 0, 0, 160, 40))</script>`,
    { durationSeconds: 1 / 30, style: STYLE },
  );
  const { ffmpegPath } = node.engine;
  const encode =
    '-vf setparams=color_primaries=bt2020:color_trc=arib-std-b67:colorspace=bt2020nc -c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le';
  const clear = await numberedClip(ffmpegPath, { frames: 2, name: 'c.mov', encode: encode.split(' '), hasAlpha: true });
  const site = { 'index.html': html, 'a.mp4': await clipOf('pq', 1), 'clear.mov': clear };
  const plan = await node.plan(site, { ...FINE, hdr: 'auto' });
  expect(toneMapWarningsOf(plan)).toEqual([
    { element: 'video#drawn', reason: 'a script draws it' },
    { element: 'video#bent', reason: 'filter: contrast(1)' },
    { element: 'video#clear', reason: 'its transparency' },
  ]);
  await node.renderWhole(plan.planHash);
  const [picture] = await decoder.frames(node.output(), 'yuv420p10le');
  for (const [i, nits] of GREY_NITS.entries()) {
    const [x, y] = patchCentre(i);
    expectNear(at(picture!, x + 160, y), yuvOf(grey(pq(nits))), 3, `${nits} nits, drawn but shown`);
    const mapped = yuvOf(grey(pq(203 * toneMapped(nits / 203))));
    // A JPEG's steps are large in the dark.
    const tolerance = nits < 5 ? 24 : 6;
    expectNear(at(picture!, x, y), mapped, tolerance, `${nits} nits, bent`);
    expectNear(at(picture!, x, y + 60), mapped, tolerance, `${nits} nits, on the canvas`);
  }
});

it('without HDR, sources in PQ and HLG are tone-mapped: ever less above three fifths of white, hues kept, nothing clipped', async () => {
  const html = composition(
    `<video src="a.mp4" muted data-start="0" style="left:0;top:0"></video><video src="b.mp4" muted data-start="0" style="left:160px;top:0"></video>`,
    { durationSeconds: 1 / 30, style: STYLE },
  );
  const site = { 'index.html': html, 'a.mp4': await clipOf('pq', 1), 'b.mp4': await clipOf('hlg', 1) };
  const plan = await node.plan(site, { ...FINE, hdr: 'off' });
  expect(plan.hdr).toBeUndefined();
  await node.renderWhole(plan.planHash);
  expect(await decoder.streamLine(node.output())).toMatch(/h264.*yuv420p\(tv, bt709/);
  const [picture] = await decoder.frames(node.output(), 'rgb24');
  const rgb = (x: number, y: number) => [...picture!.subarray((y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3)];
  for (const [transfer, left] of [
    ['pq', 0],
    ['hlg', 160],
  ] as const) {
    const seen = CHARTS[transfer].map((_, i) => rgb(patchCentre(i)[0] + left, patchCentre(i)[1]));
    const greys = seen.slice(0, 8);
    for (const [i, patch] of CHARTS[transfer].slice(0, 8).entries()) {
      const wanted = 255 * lightToSrgb(toneMapped(srgbToLight(toMix[transfer](patch[0]))));
      for (const value of greys[i]!) expect.soft(Math.abs(value - wanted), `${transfer} ${i}`).toBeLessThanOrEqual(3);
      if (i > 0) expect.soft(greys[i]![1]!, `${transfer} ${i} above the one before`).toBeGreaterThan(greys[i - 1]![1]!);
    }
    if (transfer === 'hlg') continue;
    for (const [i, patch] of COLOURS.entries()) {
      const wanted = toneMappedColour(patch);
      if (Math.min(...wanted) < 0) continue;
      const worst = Math.max(...wanted.map((value, channel) => Math.abs(value - seen[8 + i]![channel]!)));
      expect
        .soft(worst, `colour ${i}: ${seen[8 + i]!.join()} for ${wanted.map(Math.round).join()}`)
        .toBeLessThanOrEqual(6);
    }
  }
});

/** The curve from light to light, 1 being white: as it is up to 0.6, 1 at 10,000 nits, smooth between them. */
function toneMapped(light: number): number {
  if (light <= KNEE) return light;
  const peak = 10_000 / 203;
  const a = (-KNEE * KNEE * (peak - 1)) / (KNEE * KNEE - 2 * KNEE + peak);
  const b = (KNEE * KNEE - 2 * KNEE * peak + peak) / (peak - 1);
  return (((b * b + 2 * b * KNEE + KNEE * KNEE) / (b - a)) * (light + a)) / (light + b);
}
const KNEE = 0.6;

/** Of 255; negative where BT.709 has no such colour. */
function toneMappedColour(signal: Signal): number[] {
  const light = toBt709(signal.map((value) => srgbToLight(toMix.pq(value))) as unknown as Signal);
  const most = Math.max(...light);
  return light.map((value) => 255 * lightToSrgb((value * toneMapped(most)) / most));
}

const toneMapWarningsOf = ({ warnings }: PlanResult) =>
  warnings.filter(({ code }) => code === 'hdr_video_tone_mapped').map(({ details }) => details);

/** Signal of a scene's light, 1 being that of 75 %. */
const hlgOf = (scene: number): number => fromMix.hlg(lightToSrgb(scene ** 1.2));

const at = (picture: Buffer, x: number, y: number): Yuv => yuvAt(picture, WIDTH, HEIGHT, x, y);

/** Ten-bit codes. */
function expectNear(actual: Yuv, wanted: Yuv, tolerance: number, what: string): void {
  const worst = Math.max(...wanted.map((value, i) => Math.abs(value - actual[i]!)));
  expect.soft(worst, `${what}: ${actual.join()} for ${wanted.map(Math.round).join()}`).toBeLessThanOrEqual(tolerance);
}
