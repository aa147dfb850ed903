/**
 * Every format from composition to file, judged by decoding. What is proven here is written to `docs/formats.md`.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMAT_FACTS, type Codec, type Format } from '#contracts/formats.ts';
import { formatFps, type Fps } from '#contracts/fps.ts';
import { readZip, readStored } from './zip/zip-reader.ts';
import { frameMs } from './webm/write-webm.ts';
import { makeTempFolder, type TempFolder } from './temp-folder.ts';
import { tmpdir } from 'node:os';
import { writeFile } from 'node:fs/promises';
import {
  colourChart,
  composition,
  HEIGHT,
  numberedFrames,
  readFrameNumber,
  readSwatches,
  SWATCHES,
  WIDTH,
} from './testing/compositions.ts';
import { makeDecoder, type Decoder } from './testing/decode.ts';
import { describeFormats, type Proof } from './testing/formats-page.ts';
import { pageInPq, signalColours } from './testing/hdr-chart.ts';
import { startTestNode, type TestNode } from './testing/engine-fixture.ts';
import { addSound, makeTone } from './testing/sound.ts';

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
  { format: 'gif', fps: { num: 25, den: 1 }, colour: 8 },
  { format: 'png-sequence', fps: NTSC, colour: 0 },
];

let node: TestNode;
let decoder: Decoder;
let folder: TempFolder;
const proofs: Proof[] = [];

beforeAll(async () => {
  node = await startTestNode();
  decoder = makeDecoder(node.engine.ffmpegPath);
  folder = await makeTempFolder(tmpdir(), 'formats-test');
});
afterAll(async () => {
  await node[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

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

const redOf = (rgb: Buffer): Buffer => Buffer.from(rgb.filter((_, i) => i % 3 === 0));

describe.each(CASES.map((test) => ({ ...test, name: nameOf(test) })))('$name', (test) => {
  const { format, codec, hdr, fps, colour } = test;
  const choices = { format, ...(codec && { codec }), ...(hdr && { hdr }) };
  let planHash: string;
  let output: Buffer;

  it('is the same file whatever the order of its chunks', async () => {
    const plan = await node.plan(numberedFrames(FRAMES, fps), {
      ...choices,
      fps,
      chunkSize: CHUNK_SIZE,
    });
    ({ planHash } = plan);
    for (const index of [2, 0, 1]) await node.chunk(planHash, index);
    await node.assemble(planHash);
    const inPieces = sha256(outputsOf(format));
    node.forgetChunks();
    await node.renderWhole(planHash);
    output = outputsOf(format);
    expect(sha256(output)).toBe(inPieces);
    proofs.push({
      format,
      codec: codec ?? null,
      isHdr: hdr !== undefined,
      fps: formatFps(fps),
      colour: null,
      alpha: false,
      sound: false,
    });
  });

  it('holds every frame once, in order, at its time', async () => {
    const pictures = await picturesOf(format, output, hdr);
    expect(pictures.map((picture) => readFrameNumber(redOf(picture)))).toEqual(
      Array.from({ length: FRAMES }, (_, i) => i),
    );
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
    const isHdr = hdr !== undefined;
    proofs.find(
      (proof) => proof.format === format && proof.codec === (codec ?? null) && proof.isHdr === isHdr,
    )!.colour = colour;
  });
});

describe.each(['webm', 'mov', 'png-sequence', 'gif'] as const)('alpha in %s', (format) => {
  it('shows what lies behind, through the root and a page with a colour of their own', async () => {
    const site = composition('<b></b><i></i>', {
      durationSeconds: 0.1,
      fps: '20',
      root: 'style="background: red"',
      style:
        'html{background:blue!important}b,i{position:absolute;top:0;width:160px;height:180px}b{left:160px;background:#0f0}i{left:160px;top:90px;background:rgba(0,0,255,.5)}',
    });
    const output = await node.render(site, { format });
    const [picture] = await alphaOf(format, output);
    const at = (x: number, y: number) => [...picture!.subarray((y * 320 + x) * 4, (y * 320 + x) * 4 + 4)];
    expect(at(60, 60)[3]).toBe(0);
    expectNear(at(240, 40), [0, 255, 0, 255]);
    // Blue, half covering: over green it is opaque again.
    expectNear(at(240, 130), [0, 128, 128, 255]);
    for (const proof of proofs) if (proof.format === format) proof.alpha = true;
  });
});

it('half a colour is half of it over white and over black', async () => {
  const site = composition('<i></i>', {
    durationSeconds: 0.1,
    fps: '20',
    style: 'i{position:absolute;inset:0;background:rgba(255,128,0,.5)}',
  });
  for (const format of ['webm', 'mov', 'png-sequence'] as const) {
    const [picture] = await alphaOf(format, await node.render(site, { format }));
    const [red, green, blue, alpha] = picture!.subarray(0, 4) as unknown as [number, number, number, number];
    for (const ground of [255, 0]) {
      const over = [red, green, blue].map((value) => (value * alpha + ground * (255 - alpha)) / 255);
      expectNear(
        over,
        [255, 128, 0].map((value) => value * 0.5 + ground * 0.5),
      );
    }
  }
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
  const samplesOf = (frames: number) => Math.round((frames * 48_000 * NTSC.den) / NTSC.num);

  it.each(['mp4', 'mov', 'webm', 'png-sequence', 'hls'] as const)(
    'in %s is what was mixed, sample by sample',
    async (format) => {
      const codec = FORMAT_FACTS[format].audio!;
      // Long enough in one format that pictures and sound alternate within a chunk.
      const [frames, chunkSize] = format === 'mp4' ? [75, 60] : [FRAMES, CHUNK_SIZE];
      const samples = samplesOf(frames);
      const bytes = await makeTone(node.engine.ffmpegPath, codec, { samples, from: FROM });
      const silent = await node.plan(numberedFrames(frames, NTSC), { format, fps: NTSC, chunkSize });
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
      proofs.push({ format, codec: null, isHdr: false, fps: null, colour: null, alpha: false, sound: true });
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
    proofs.push({ format, codec: null, isHdr: false, fps: null, colour: null, alpha: false, sound: false });
  });
});

it('a sheet of small pictures tells which belongs to which time', async () => {
  const { planHash } = await node.plan(numberedFrames(90), { chunkSize: 30 });
  await node.renderWhole(planHash, {}, { spriteSheet: true });
  const [sheet] = await decoder.frames(node.object('sprites.jpg'), 'gray');
  expect(sheet!.length).toBe(2 * 160 * 90);
  expect(node.object('sprites.vtt').toString()).toBe(
    'WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nsprites.jpg#xywh=0,0,160,90\n\n00:00:02.000 --> 00:00:03.000\nsprites.jpg#xywh=160,0,160,90\n',
  );
});

it('docs/formats.md says what was proven here', async () => {
  await expect(describeFormats(proofs)).toMatchFileSnapshot(join(import.meta.dirname, '../docs/formats.md'));
});
