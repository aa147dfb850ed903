/**
 * Tracks of files → what is heard, with real FFmpeg: a bench for tests of the mix.
 * @module
 */
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect } from 'vitest';
import { EdgereelError } from '#contracts/errors.ts';
import type { AudioCodec } from '#contracts/plan.ts';
import { SAMPLE_RATE, type SoundTrack, type VolumeCurve } from '#contracts/sound.ts';
import { makeSound, type MadeSound } from '../audio/make-sound.ts';
import { probeMedia } from '../media/probe-media.ts';
import { makeTempFolder } from '../system/temp-folder.ts';
import { clockHertz, hear, wav, type Heard, type Wave } from './sounds.ts';

export interface MixOptions {
  /** Start of the range that is mixed. */
  from?: number;
  /** Its end. */
  seconds?: number;
  codec?: AudioCodec;
  curves?: VolumeCurve[];
  signal?: AbortSignal;
}

export interface SoundBench extends AsyncDisposable {
  readonly ffmpegPath: string;
  /** Path of a file of that name. */
  file(name: string): string;
  /** Writes a WAV file; gives its name. */
  store(name: string, wave: Wave, options?: Parameters<typeof wav>[1]): Promise<string>;
  /** Tracks name files by their URL; there is no `missing.mp3`. */
  make(tracks: SoundTrack[], options?: MixOptions): Promise<MadeSound & { file: Buffer }>;
  /** Without any warning. */
  mix(tracks: SoundTrack[], options?: MixOptions): Promise<Heard>;
}

export async function openSoundBench(): Promise<SoundBench> {
  const ffmpegPath = process.env['EDGEREEL_FFMPEG'] || 'ffmpeg';
  const ffprobePath = process.env['EDGEREEL_FFPROBE'] || 'ffprobe';
  const folder = await makeTempFolder(tmpdir(), 'edgereel-sound-test');
  let runs = 0;
  const bench: SoundBench = {
    ffmpegPath,
    file: folder.file,
    async store(name, wave, options) {
      await writeFile(folder.file(name), wav(wave, options));
      return name;
    },
    async make(
      tracks,
      { from = 0, seconds = 4, codec = 'pcm', curves = [], signal = new AbortController().signal } = {},
    ) {
      const outputPath = folder.file(`mix-${runs++}`);
      const find = async (url: string) => {
        if (url === 'missing.mp3') throw new EdgereelError('ASSET_NOT_FOUND', 'The media missing.mp3 does not exist.');
        const path = folder.file(url);
        return { path, facts: await probeMedia({ ffmpegPath, ffprobePath }, path, signal) };
      };
      const input = {
        tracks,
        curves,
        firstSample: Math.round(from * SAMPLE_RATE),
        endSample: Math.round(seconds * SAMPLE_RATE),
        find,
        nameOf: (url: string) => url,
      };
      const made = await makeSound(input, { ffmpegPath, codec, outputPath }, signal);
      return { ...made, file: made.isThere ? await readFile(outputPath) : Buffer.alloc(0) };
    },
    async mix(tracks, options) {
      const { file, warnings } = await bench.make(tracks, options);
      expect(warnings).toEqual([]);
      return hear(ffmpegPath, file);
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
  return bench;
}

/** By how many seconds the change to a second of the clock tone misses its time. */
export function changeAt(heard: Heard, second: number, at: number): number {
  return Math.abs(heard.changes(clockHertz(second - 1), clockHertz(second), [Math.max(0, at - 0.08), at + 0.08]) - at);
}
