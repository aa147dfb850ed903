/**
 * Every format from composition to file, judged by decoding. What is proven here is written to `docs/formats.md`.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMAT_FACTS, type Codec, type Format } from '#contracts/formats.ts';
import { formatFps, type Fps } from '#contracts/fps.ts';
import { planKey } from '#contracts/keys.ts';
import { RenderPlan } from '#contracts/plan.ts';
import { segmentName } from '#contracts/stream.ts';
import { checkOutput } from '../../container/assemble/checks/check-output.ts';
import { readZip, readStored } from '../../container/zip/zip-reader.ts';
import { frameMs } from '../../container/webm/write-webm.ts';
import { frameTicksOf } from '../../container/encode/timescale.ts';
import { makeTempFolder, type TempFolder } from '../../container/system/temp-folder.ts';
import { tmpdir } from 'node:os';
import { mkdir, writeFile } from 'node:fs/promises';
import {
  colourChart,
  composition,
  HEIGHT,
  numberedFrames,
  readFrameNumber,
  readSwatches,
  SWATCHES,
  WIDTH,
} from '../../container/testing/compositions.ts';
import { frameCentiseconds } from '../../container/gif/finish-gif.ts';
import { makePlainPictures, plainFrameNumber, storePlainChunks } from '../../container/testing/plain-chunks.ts';
import { makeDecoder, type Decoder } from '../../container/testing/decode.ts';
import { describeFormats, type Proof } from '../../container/testing/formats-page.ts';
import { pageInPq, signalColours } from '../../container/testing/hdr-chart.ts';
import { startTestNode, TENANT, type TestNode } from '../../container/testing/engine-fixture.ts';
import { addSound, makeTone } from '../../container/testing/sound.ts';

interface Case {
  format: Format;
  codec?: Codec;
  hdr?: 'on';
  fps: Fps;
  /** How far a channel of a known colour may be off, of 255. */
  colour: number;
}

const NTSC_FILM = { num: 24_000, den: 1001 };
const NTSC = { num: 30_000, den: 1001 };
const NTSC_60 = { num: 60_000, den: 1001 };
const FRAMES = 9;
const CHUNK_SIZE = 4;

const CASES: Case[] = [
  { format: 'mp4', codec: 'h264', fps: NTSC, colour: 3 },
  { format: 'mp4', codec: 'h265', fps: NTSC_60, colour: 3 },
  { format: 'mp4', codec: 'h265', hdr: 'on', fps: NTSC_FILM, colour: 3 },
  { format: 'webm', fps: NTSC, colour: 3 },
  { format: 'mov', fps: NTSC_FILM, colour: 2 },
  { format: 'hls', fps: NTSC, colour: 3 },
  { format: 'gif', fps: NTSC, colour: 8 },
  { format: 'png-sequence', fps: NTSC, colour: 0 },
];

const RATES: Fps[] = [{ num: 1, den: 1 }, NTSC_FILM, NTSC, NTSC_60, { num: 240, den: 1 }];

let node: TestNode;
/** Two more, with browsers of their own. */
let others: [TestNode, TestNode];
let decoder: Decoder;
let folder: TempFolder;
const proofs: Proof[] = [];

beforeAll(async () => {
  node = await startTestNode();
  others = await Promise.all([startTestNode({}, node), startTestNode({}, node)]);
  decoder = makeDecoder(node.engine.ffmpegPath);
  folder = await makeTempFolder(tmpdir(), 'formats-test');
});
afterAll(async () => {
  for (const started of [...(others ?? []), node]) await started[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

function prove(
  { format, codec = null, hdr }: { format: Format; codec?: Codec | null; hdr?: 'on' },
  facts: Partial<Proof>,
): void {
  const row = { format, codec, isHdr: hdr !== undefined };
  const known = proofs.find((proof) => proof.format === format && proof.codec === codec && proof.isHdr === row.isHdr);
  if (known) Object.assign(known, facts);
  else proofs.push({ ...row, fps: null, colour: null, alpha: false, sound: false, ...facts });
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const nameOf = ({ format, codec, hdr }: Case) => [format, codec, hdr && 'HDR'].filter(Boolean).join(' ');

/** All bytes a render leaves that a player reads. */
function outputsOf(format: Format, renderId?: string): Buffer {
  const output = node.object(`output.${FORMAT_FACTS[format].extension}`, renderId);
  return format === 'hls' ? Buffer.concat([output, streamOf('video', renderId)]) : output;
}

/** A stream as one file: what comes first, then the segments its list names. */
function streamOf(kind: 'video' | 'audio', renderId = 'r1'): Buffer {
  const list = node.object(`stream/${kind}.m3u8`, renderId).toString();
  const init = /URI="([^"]+)"/.exec(list)![1]!;
  const segments = list.split('\n').filter((line) => line.endsWith('.m4s'));
  return Buffer.concat([init, ...segments].map((name) => node.object(`stream/${name}`, renderId)));
}

/** Pictures of a file in RGB, whatever it is. */
async function picturesOf(format: Format, output: Buffer, hdr?: 'on'): Promise<Buffer[]> {
  if (hdr) return (await decoder.frames(output, 'yuv420p10le')).map((picture) => signalColours(picture, WIDTH, HEIGHT));
  if (format === 'hls') return decoder.frames(streamOf('video'), 'rgb24');
  if (format !== 'png-sequence') return decoder.frames(output, 'rgb24');
  const path = folder.file('pictures.zip');
  await writeFile(path, output);
  const pictures: Buffer[] = [];
  for (const file of await readZip(path)) {
    const png = Buffer.concat(await Array.fromAsync(readStored(path, file, new AbortController().signal)));
    pictures.push(...(await decoder.frames(png, 'rgb24')));
  }
  return pictures;
}

const VIDEO_FAULTS: [Partial<RenderPlan>, RegExp][] = [
  [{ width: 322 }, /width should be 322, not 320/],
  [{ fps: { num: 7000, den: 1001 } }, /time base should be|time of frame 1 should be/],
  [{ audio: { sha256: '', codec: 'aac', samples: 14_414 } }, /streams should be video,audio, not video/],
];

/** Reads a render back as the node does before it is called done, against a plan that differs or with other bytes. */
async function outputChecker(format: Format, planHash: string) {
  const plan = RenderPlan.parse(JSON.parse(node.artifacts.objects.get(planKey(TENANT, planHash))!.toString()));
  return async (change: Partial<RenderPlan>, damage: (bytes: Buffer) => Buffer = (bytes) => bytes) => {
    await using copy = await makeTempFolder(folder.path, 'output');
    const outputPath = copy.file(`output.${FORMAT_FACTS[format].extension}`);
    await writeFile(outputPath, format === 'hls' ? node.object('output.m3u8') : damage(outputsOf(format)));
    if (format === 'hls') {
      const names = ['video.m3u8', 'init.mp4', ...plan.chunks.map(({ index }) => segmentName(index))];
      await mkdir(copy.file('stream'));
      for (const name of names) {
        const bytes = node.object(`stream/${name}`);
        await writeFile(copy.file(`stream/${name}`), name.endsWith('2.m4s') ? damage(bytes) : bytes);
      }
    }
    const { ffmpegPath, ffprobePath } = node.engine;
    const { signal } = new AbortController();
    const context = { outputPath, audioPath: null, chunks: [], folder: copy, ffmpegPath, ffprobePath, signal };
    await checkOutput({ ...context, plan: { ...plan, ...change } });
  };
}

const redOf = (rgb: Buffer): Buffer => Buffer.from(rgb.filter((_, i) => i % 3 === 0));

describe.each(CASES.map((test) => ({ ...test, name: nameOf(test) })))('$name', (test) => {
  const { format, codec, hdr, fps, colour } = test;
  const choices = { format, ...(codec && { codec }), ...(hdr && { hdr }) };
  let planHash: string;
  let output: Buffer;

  it('is the same file on one node and on three, one of which tries twice', async () => {
    const plan = await node.plan(numberedFrames(FRAMES, fps), {
      ...choices,
      fps,
      chunkSize: CHUNK_SIZE,
    });
    ({ planHash } = plan);
    const [second, third] = others;
    const firstTry = new AbortController();
    const onProgress = ({ framesDone }: { framesDone: number }) => framesDone === 2 && firstTry.abort();
    await expect(second.chunk(planHash, 1, { signal: firstTry.signal, onProgress })).rejects.toThrow();
    await Promise.all([third.chunk(planHash, 2), second.chunk(planHash, 1), node.chunk(planHash, 0)]);
    await third.assemble(planHash);
    const inPieces = sha256(outputsOf(format));
    node.forgetChunks();
    await node.renderWhole(planHash);
    output = outputsOf(format);
    expect(sha256(output)).toBe(inPieces);
    prove(test, { fps: formatFps(fps) });
  });

  it('holds every frame once, in order, at its time', async () => {
    const pictures = await picturesOf(format, output, hdr);
    expect(pictures.map((picture) => readFrameNumber(redOf(picture)))).toEqual(
      Array.from({ length: FRAMES }, (_, i) => i),
    );
    if (format === 'gif') {
      const delays = (await decoder.packets(output)).map(({ pts }) => pts);
      expect(delays).toEqual(Array.from({ length: FRAMES }, (_, i) => frameCentiseconds(i, fps)));
    }
    if (FORMAT_FACTS[format].kind !== 'video') return;
    const packets = await decoder.packets(format === 'hls' ? streamOf('video') : output);
    const times = packets.map(({ pts }) => pts).toSorted((a, b) => a - b);
    const exact = Array.from({ length: FRAMES }, (_, i) => (format === 'webm' ? frameMs(i, fps) : i * fps.den));
    expect(times).toEqual(exact);
    const keyframes = packets.flatMap(({ isKeyframe }, i) => (isKeyframe ? [i] : []));
    expect(keyframes).toEqual(expect.arrayContaining([0, CHUNK_SIZE, 2 * CHUNK_SIZE]));
    if (format !== 'hls')
      expect(await decoder.streamLine(output)).toMatch(hdr ? /bt2020nc\/bt2020\/smpte2084/ : /bt709/);
  });

  it('is refused when it is not as planned', async () => {
    const check = await outputChecker(format, planHash);
    await check({});
    const wrong: [Partial<RenderPlan>, RegExp][] = [
      [{ frameCount: FRAMES + 1 }, /should be (10|frame_000010)/],
      ...(FORMAT_FACTS[format].kind === 'video' ? VIDEO_FAULTS : []),
    ];
    if (format === 'gif') wrong.push([{ fps: { num: 20, den: 1 } }, /end of frame 0 should be 5, not 3/]);
    for (const [change, message] of wrong)
      await expect(check(change)).rejects.toMatchObject({
        code: 'OUTPUT_MISMATCH',
        message: expect.stringMatching(message),
      });
    await expect(check({}, (bytes) => bytes.subarray(0, -200))).rejects.toMatchObject({
      code: expect.stringMatching(/^(OUTPUT|CHUNK)_MISMATCH$/),
    });
  });

  it(`keeps 24 known colours within ${colour} of 255`, async () => {
    const chart = await node.render(colourChart(), choices);
    const [picture] = await picturesOf(format, chart, hdr);
    const shown = readSwatches(picture!);
    const off = SWATCHES.flatMap((swatch, i) => {
      const written = [1, 3, 5].map((at) => Number.parseInt(swatch.slice(at, at + 2), 16));
      const wanted = hdr ? pageInPq(written) : written;
      const worst = Math.max(...wanted.map((value, channel) => Math.abs(value - shown[i]![channel]!)));
      return worst > colour ? [`${swatch} became ${shown[i]!.join()}`] : [];
    });
    expect(off).toEqual([]);
    prove(test, { colour });
  });
});

describe.each(
  CASES.filter(({ format, hdr }) => FORMAT_FACTS[format].kind === 'video' && !hdr).map((test) => ({
    ...test,
    name: nameOf(test),
  })),
)('$name joined of two chunks', ({ format, codec }) => {
  it('times every frame exactly, at the slowest rate, at the fastest, and at fractions', async () => {
    const { picture } = FORMAT_FACTS[format];
    const pictures = await makePlainPictures(node.engine.ffmpegPath, picture === 'png' ? 'png' : 'jpeg', 5);
    await Promise.all(
      RATES.map(async (fps) => {
        const planHash = await storePlainChunks(node, pictures, { format, ...(codec && { codec }), fps, chunkSize: 3 });
        const renderId = planHash;
        const { sizeBytes, streamBytes } = await node.assemble(planHash, { renderId });
        const beside = [...node.artifacts.objects].filter(([key]) => key.includes(`/${renderId}/stream/`));
        expect(streamBytes).toBe(
          format === 'hls' ? beside.reduce((sum, [, bytes]) => sum + bytes.length, sizeBytes) : undefined,
        );
        const output = format === 'hls' ? streamOf('video', renderId) : outputsOf(format, renderId);
        const frames = await decoder.frames(output, 'gray');
        expect(frames.map((frame) => plainFrameNumber(frame))).toEqual([0, 1, 2, 3, 4]);
        const times = (await decoder.packets(output)).map(({ pts }) => pts).toSorted((a, b) => a - b);
        const tickOf = (i: number) => (format === 'webm' ? frameMs(i, fps) : i * frameTicksOf(fps));
        expect({ fps, times }).toEqual({ fps, times: [0, 1, 2, 3, 4].map(tickOf) });
      }),
    );
    prove({ format, ...(codec && { codec }) }, { fps: RATES.map(formatFps).join(', ') });
  });
});

describe.each(['webm', 'mov', 'png-sequence', 'gif'] as const)('alpha in %s', (format) => {
  it('shows what lies behind, through the root and a page with a colour of their own', async () => {
    const site = composition('<b></b><i></i><u></u>', {
      durationSeconds: 0.1,
      fps: '20',
      root: 'style="background: red"',
      style:
        'html{background:blue!important}b,i,u{position:absolute;top:0;width:160px;height:180px}b{left:160px;background:#0f0}' +
        'i{left:160px;top:90px;background:rgba(0,0,255,.5)}u{left:0;top:90px;background:rgba(255,128,0,.5)}',
    });
    const output = await node.render(site, { format });
    const [picture] = await alphaOf(format, output);
    const at = (x: number, y: number) => [...picture!.subarray((y * 320 + x) * 4, (y * 320 + x) * 4 + 4)];
    expect(at(60, 60)[3]).toBe(0);
    expectNear(at(240, 40), [0, 255, 0, 255]);
    // Blue, half covering: over green it is opaque again.
    expectNear(at(240, 130), [0, 128, 128, 255]);
    if (format !== 'gif') {
      const [red, green, blue, alpha] = at(60, 130) as [number, number, number, number];
      for (const ground of [255, 0]) {
        const over = [red, green, blue].map((value) => (value * alpha + ground * (255 - alpha)) / 255);
        const half = [255, 128, 0].map((value) => value * 0.5 + ground * 0.5);
        expectNear(over, half);
      }
    }
    for (const proof of proofs) if (proof.format === format) proof.alpha = true;
  });
});

async function alphaOf(format: Format, output: Buffer): Promise<Buffer[]> {
  if (format !== 'png-sequence') return decoder.rgba(output);
  const path = folder.file('alpha.zip');
  await writeFile(path, output);
  const [first] = await readZip(path);
  return decoder.rgba(Buffer.concat(await Array.fromAsync(readStored(path, first!, new AbortController().signal))));
}

function expectNear(actual: number[], wanted: number[]): void {
  const worst = Math.max(...wanted.map((value, i) => Math.abs(value - actual[i]!)));
  expect(worst, `${actual.join()} for ${wanted.join()}`).toBeLessThanOrEqual(4);
}

describe('sound', () => {
  const FROM = 4321;

  it.each(['mp4', 'mov', 'webm', 'png-sequence', 'hls'] as const)(
    'in %s is what was mixed, sample by sample',
    async (format) => {
      const codec = FORMAT_FACTS[format].audio!;
      // Long enough in one format that pictures and sound alternate within a chunk.
      const isLong = format === 'mp4';
      const [frames, chunkSize, fps] = isLong ? [25, 20, { num: 10, den: 1 }] : [FRAMES, CHUNK_SIZE, NTSC];
      const samples = Math.round((frames * 48_000 * fps.den) / fps.num);
      const bytes = await makeTone(node.engine.ffmpegPath, codec, { samples, from: FROM });
      const silent = await node.plan(numberedFrames(frames, fps), { format, fps, chunkSize });
      const { planHash } = await addSound(node, silent.planHash, { bytes, codec, samples });
      await node.renderWhole(planHash);
      const heard = await decoder.sound(await soundOf(format));
      const mixed = await decoder.sound(bytes);
      expect(heard.length).toBe(mixed.length);
      expect(heard.every((value, i) => value === mixed[i])).toBe(true);
      // The tone begins at its sample; before it, an encoder lets a little of it through.
      const onset = heard.findIndex((value) => Math.abs(value) > 0.25) / 2;
      expect(Math.abs(onset - FROM)).toBeLessThan(48);
      for (const proof of proofs) if (proof.format === format) proof.sound = true;
    },
  );

  async function soundOf(format: Format): Promise<Buffer> {
    if (format === 'hls') return streamOf('audio');
    const output = node.object(`output.${FORMAT_FACTS[format].extension}`);
    if (format !== 'png-sequence') return output;
    const path = folder.file('sound.zip');
    await writeFile(path, output);
    const file = (await readZip(path)).find(({ name }) => name === 'audio.m4a')!;
    return Buffer.concat(await Array.fromAsync(readStored(path, file, new AbortController().signal)));
  }

  it.each(['m4a', 'wav'] as const)(
    'alone, as %s, is the mix itself; without any there is nothing to make',
    async (format) => {
      const codec = FORMAT_FACTS[format].audio!;
      const bytes = await makeTone(node.engine.ffmpegPath, codec, { samples: 4800, from: 0 });
      const plan = await node.plan(numberedFrames(3), { format });
      expect(plan.chunkCount).toBe(0);
      await expect(node.assemble(plan.planHash)).rejects.toMatchObject({ code: 'COMPOSITION_INVALID' });
      const { planHash } = await addSound(node, plan.planHash, { bytes, codec, samples: 4800 });
      await node.renderWhole(planHash);
      expect(node.object(`output.${format}`).equals(bytes)).toBe(true);
      prove({ format }, { sound: true });
    },
  );
});

describe('a part of a composition', () => {
  it('is a run of frames, the first of them at time 0', async () => {
    const output = await node.render(numberedFrames(20), { frameRange: { start: 7, end: 14 }, chunkSize: 3 });
    const pictures = await decoder.frames(output, 'gray');
    expect(pictures.map((picture) => readFrameNumber(picture))).toEqual([7, 8, 9, 10, 11, 12, 13]);
    expect(Math.min(...(await decoder.packets(output)).map(({ pts }) => pts))).toBe(0);
    await expect(node.plan(numberedFrames(20), { frameRange: { start: 7, end: 21 } })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      details: { field: 'frameRange' },
    });
  });

  it.each(['png', 'jpeg', 'webp'] as const)('is the picture at a time, as %s', async (format) => {
    const [picture] = await decoder.frames(await node.render(numberedFrames(20), { format, time: 0.4 }), 'gray');
    expect(readFrameNumber(picture!)).toBe(12);
    prove({ format }, {});
  });
});

it('a sheet of small pictures tells which belongs to which time', async () => {
  const { planHash } = await node.plan(numberedFrames(15, { num: 5, den: 1 }), { chunkSize: 5 });
  await node.renderWhole(planHash, {}, { spriteSheet: true });
  const [sheet] = await decoder.frames(node.object('sprites.jpg'), 'gray');
  expect(sheet!.length).toBe(2 * 160 * 90);
  expect(node.object('sprites.vtt').toString()).toBe(
    'WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nsprites.jpg#xywh=0,0,160,90\n\n00:00:02.000 --> 00:00:03.000\nsprites.jpg#xywh=160,0,160,90\n',
  );
});

it.each(['mp4', 'hls'] as const)('a sheet of one frame of %s is that frame', async (format) => {
  const [picture] = await makePlainPictures(node.engine.ffmpegPath, 'jpeg', 1);
  const planHash = await storePlainChunks(node, [picture!], { format, fps: { num: 5, den: 1 }, chunkSize: 1 });
  await node.renderWhole(planHash, {}, { spriteSheet: true });
  const [sheet] = await decoder.frames(node.object('sprites.jpg'), 'gray');
  expect([sheet!.length, plainFrameNumber(sheet!)]).toEqual([160 * 160, 0]);
  expect(node.object('sprites.vtt').toString()).toBe(
    'WEBVTT\n\n00:00:00.000 --> 00:00:00.200\nsprites.jpg#xywh=0,0,160,160\n',
  );
});

it('docs/formats.md says what was proven here', async () => {
  await expect(describeFormats(proofs)).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/formats.md'));
});
