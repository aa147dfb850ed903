import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EdgereelError } from '#contracts/errors.ts';
import type { AudioCodec } from '#contracts/plan.ts';
import { SAMPLE_RATE, type SoundTrack, type VolumeCurve } from '#contracts/sound.ts';
import { makeTempFolder, type TempFolder } from '../temp-folder.ts';
import { clockHertz, clockTone, type Heard, hear, soundTrack as track, wav, type Wave } from '../testing/sounds.ts';
import { makeSound } from './make-sound.ts';

const FFMPEG = process.env['EDGEREEL_FFMPEG'] || 'ffmpeg';
const never = new AbortController().signal;
let folder: TempFolder;
beforeAll(async () => {
  folder = await makeTempFolder(tmpdir(), 'edgereel-sound-test');
});
afterAll(() => folder[Symbol.asyncDispose]());

let runs = 0;
interface Options {
  /** Start of the range that is mixed. */
  from?: number;
  /** Its end. */
  seconds?: number;
  codec?: AudioCodec;
  curves?: VolumeCurve[];
  signal?: AbortSignal;
}

async function make(
  tracks: SoundTrack[],
  { from = 0, seconds = 4, codec = 'pcm', curves = [], signal = never }: Options = {},
) {
  const outputPath = folder.file(`mix-${runs++}`);
  const locate = async (url: string) => {
    if (url === 'missing.mp3') throw new EdgereelError('ASSET_NOT_FOUND', 'The media missing.mp3 does not exist.');
    return folder.file(url);
  };
  const endSample = Math.round(seconds * SAMPLE_RATE);
  const input = {
    tracks,
    curves,
    firstSample: Math.round(from * SAMPLE_RATE),
    endSample,
    locate,
    nameOf: (url: string) => url,
  };
  const { isThere, warnings } = await makeSound(input, { ffmpegPath: FFMPEG, codec, outputPath }, signal);
  return { isThere, warnings, file: isThere ? await readFile(outputPath) : Buffer.alloc(0) };
}

async function mixOf(tracks: SoundTrack[], options?: Options): Promise<Heard> {
  const { file, warnings } = await make(tracks, options);
  expect(warnings).toEqual([]);
  return hear(FFMPEG, file);
}

async function store(name: string, wave: Wave, options?: Parameters<typeof wav>[1]): Promise<string> {
  await writeFile(folder.file(name), wav(wave, options));
  return name;
}

/** The second of the clock tone that is heard around a time. */
const secondHeard = (heard: Heard, at: number): number => (heard.hertz(at - 0.1, at + 0.1) - 400) / 100;

describe('time', () => {
  it('plays a source from its trim, for its window, to the sample', async () => {
    const file = await store('clock.wav', clockTone(), { seconds: 8 });
    const heard = await mixOf([track(file, { start: 0.5, from: 0.5, to: 2.5, mediaStart: 3.25 })]);
    expect(heard.left).toHaveLength(4 * SAMPLE_RATE);
    expect(heard.begins(0.001)).toBeCloseTo(0.5, 3);
    expect(heard.level(0, 0.499)).toBe(0);
    expect(secondHeard(heard, 0.8)).toBeCloseTo(3, 1);
    expect(heard.changes(clockHertz(3), clockHertz(4), [1, 1.5])).toBeCloseTo(1.25, 2);
    expect(secondHeard(heard, 2)).toBeCloseTo(4, 1);
    expect(heard.level(2.501, 4)).toBe(0);
    expect(heard.level(1, 1.2)).toBeCloseTo(0.5, 2);
  });

  it.each([0.8, 1.25, 2])('keeps the pitch at a rate of %d', async (rate) => {
    const file = await store('clock-rate.wav', clockTone(), { seconds: 22 });
    const heard = await mixOf([track(file, { rate, mediaStart: 0.75 })], { seconds: 4 });
    const change = 0.25 / rate;
    if (change < 4) {
      expect(heard.changes(400, 500, [Math.max(0, change - 0.15), change + 0.15])).toBeCloseTo(change, 2);
      expect(Math.abs(heard.changes(400, 500, [Math.max(0, change - 0.15), change + 0.15]) - change)).toBeLessThan(
        0.006,
      );
    }
    const at = Math.min(3.5, change + 0.5 / rate);
    const second = Math.floor(0.75 + at * rate);
    expect(heard.hertz(at - 0.08, at + 0.08)).toBeCloseTo(clockHertz(second), -0.7);
    expect(heard.level(at - 0.08, at + 0.08)).toBeGreaterThan(0.45);
  });
});
