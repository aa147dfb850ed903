/**
 * Sounds of known pitch and level, and how both are measured in what comes out.
 * @module
 */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { SAMPLE_RATE, type SoundTrack } from '#contracts/sound.ts';
import { makeTempFolder } from '../system/temp-folder.ts';

/** Amplitude at a time in seconds, in a channel. */
export type Wave = (seconds: number, channel: number) => number;

export const sine =
  (hertz: number, amplitude = 0.5): Wave =>
  (seconds) =>
    amplitude * Math.sin(2 * Math.PI * hertz * seconds);

/** A tone that changes each second, so that it tells the time: 400 Hz, 500 Hz, 600 Hz, … Whole waves each, so nothing clicks. */
export const clockTone =
  (amplitude = 0.5): Wave =>
  (seconds) =>
    sine(clockHertz(Math.floor(seconds)), amplitude)(seconds % 1, 0);
export const clockHertz = (second: number): number => 400 + 100 * second;

/** A WAV file of 16-bit samples. */
export function wav(wave: Wave, { seconds = 1, sampleRate = 48_000, channels = 2 } = {}): Buffer {
  const frames = Math.round(seconds * sampleRate);
  const data = Buffer.alloc(frames * channels * 2);
  for (let i = 0; i < frames; i++) {
    for (let channel = 0; channel < channels; channel++) {
      const value = Math.round(wave(i / sampleRate, channel) * 32_767);
      data.writeInt16LE(Math.max(-32_768, Math.min(32_767, value)), (i * channels + channel) * 2);
    }
  }
  return Buffer.concat([wavHeader(data.length, { sampleRate, channels }), data]);
}

export function wavHeader(dataBytes: number, { sampleRate = 48_000, channels = 2 } = {}): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(Math.min(0xffff_ffff, dataBytes + 36), 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * channels * 2, 28);
  header.writeUInt16LE(channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(Math.min(0xffff_ffff, dataBytes), 40);
  return header;
}

/** A track of a file that is played as it is, from the beginning of the composition on. */
export function soundTrack(file: string, changes: Partial<SoundTrack> = {}): SoundTrack {
  return {
    renderId: file,
    element: `audio#${file}`,
    kind: 'audio',
    url: file,
    isDeclared: true,
    start: 0,
    from: changes.start ?? 0,
    to: null,
    mediaStart: 0,
    rate: 1,
    volume: 1,
    fadeIn: 0,
    fadeOut: 0,
    effects: null,
    automation: null,
    group: null,
    ...changes,
  };
}

/** Decoded stereo sound at the rate of every mix. */
export class Heard {
  readonly left: Float32Array;
  readonly right: Float32Array;

  constructor(left: Float32Array, right: Float32Array) {
    this.left = left;
    this.right = right;
  }

  static of({ left, right }: { left: Float32Array; right: Float32Array }): Heard {
    return new Heard(left, right);
  }

  /** Amplitude of a sine of the same power, between two times in seconds. */
  level(from: number, to: number, samples: Float32Array = this.left): number {
    const part = samples.subarray(Math.round(from * SAMPLE_RATE), Math.round(to * SAMPLE_RATE));
    return Math.sqrt((2 * part.reduce((sum, x) => sum + x * x, 0)) / part.length);
  }

  /** Amplitude of one frequency alone. */
  levelAt(hertz: number, from: number, to: number, samples: Float32Array = this.left): number {
    // Goertzel's recurrence over a Hann window, whose mean is a half.
    const [first, last] = [Math.max(0, Math.round(from * SAMPLE_RATE)), Math.round(to * SAMPLE_RATE)];
    const turn = 2 * Math.cos((2 * Math.PI * hertz) / SAMPLE_RATE);
    const window = hann(last - first);
    let s1 = 0;
    let s2 = 0;
    for (let i = 0; i < window.length; i++) {
      const s0 = window[i]! * (samples[first + i] ?? 0) + turn * s1 - s2;
      s2 = s1;
      s1 = s0;
    }
    return (4 * Math.sqrt(Math.max(0, s1 * s1 + s2 * s2 - turn * s1 * s2))) / window.length;
  }

  /** The strongest frequency, to 1 Hz: first about, from the middle, then exactly. */
  hertz(from: number, to: number, { lowest = 50, highest = 6000 } = {}): number {
    const strongest = (low: number, high: number, step: number, [start, end]: readonly [number, number]): number => {
      let best = low;
      let most = -1;
      for (let hertz = low; hertz <= high; hertz += step) {
        const level = this.levelAt(hertz, start, end);
        if (level > most) [most, best] = [level, hertz];
      }
      return best;
    };
    const half = Math.min(0.05, (to - from) / 2);
    const about = strongest(lowest, highest, 0.5 / half / 2, [(from + to) / 2 - half, (from + to) / 2 + half]);
    return strongest(about - 0.5 / half, about + 0.5 / half, 1, [from, to]);
  }

  /** When one tone gives way to another, in seconds: where both are equally strong. */
  changes(fromHertz: number, toHertz: number, between: readonly [number, number]): number {
    const half = 0.02;
    let [low, high] = between;
    while (high - low > 0.0005) {
      const middle = (low + high) / 2;
      const isBefore =
        this.levelAt(fromHertz, middle - half, middle + half) > this.levelAt(toHertz, middle - half, middle + half);
      if (isBefore) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }

  /** First time at which anything as loud as this is heard, in seconds. */
  begins(level = 0.05, from = 0): number {
    const first = Math.round(from * SAMPLE_RATE);
    const at = this.left.subarray(first).findIndex((sample) => Math.abs(sample) >= level);
    return at < 0 ? Infinity : (first + at) / SAMPLE_RATE;
  }
}

const windows = new Map<number, Float64Array>();

function hann(length: number): Float64Array {
  const known = windows.get(length);
  if (known) return known;
  const window = Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / length));
  windows.set(length, window);
  return window;
}

/** What FFmpeg hears in a file. */
export async function hear(ffmpegPath: string, file: Buffer): Promise<Heard> {
  const bytes = await run(ffmpegPath, file, [
    '-map',
    '0:a:0',
    '-f',
    'f32le',
    '-ac',
    '2',
    '-ar',
    String(SAMPLE_RATE),
    'pipe:1',
  ]);
  const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const side = (channel: number): Float32Array =>
    Float32Array.from({ length: samples.length / 2 }, (_, i) => samples[2 * i + channel]!);
  return new Heard(side(0), side(1));
}

/** Runs FFmpeg on a file and gives what it writes; its complaints fail the test. */
export async function run(ffmpegPath: string, file: Buffer, args: readonly string[]): Promise<Buffer> {
  await using folder = await makeTempFolder(tmpdir(), 'edgereel-hear');
  const path = folder.file('input');
  await writeFile(path, file);
  const child = spawn(ffmpegPath, ['-hide_banner', '-nostdin', '-loglevel', 'error', '-i', path, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, code] = await Promise.all([
    Array.fromAsync(child.stdout as AsyncIterable<Buffer>),
    Array.fromAsync(child.stderr as AsyncIterable<Buffer>),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  if (code !== 0) throw new Error(`FFmpeg ended with ${code}: ${Buffer.concat(stderr).toString()}`);
  // Aligned, so that samples can be looked at in place.
  return Buffer.from(new Uint8Array(Buffer.concat(stdout)).buffer);
}
