/**
 * The file that a mix is written to.
 * @module
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_RATE } from '#contracts/sound.ts';
import { changeAt, openSoundBench, type SoundBench } from '../testing/sound-bench.ts';
import { clockTone, hear, soundTrack as track } from '../testing/sounds.ts';

let bench: SoundBench;
beforeAll(async () => {
  bench = await openSoundBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

describe('the file', () => {
  it('of AAC is as long as it says, and its sound begins at 0', async () => {
    const file = await bench.store('for-aac.wav', clockTone(), { seconds: 3 });
    const samples = 2.5 * SAMPLE_RATE + 37;
    const { file: m4a } = await bench.make([track(file)], { seconds: samples / SAMPLE_RATE, codec: 'aac' });
    const heard = await hear(bench.ffmpegPath, m4a);
    expect(heard.left.length).toBeGreaterThanOrEqual(samples);
    expect(heard.left.length).toBeLessThan(samples + 1024);
    expect(heard.level(samples / SAMPLE_RATE + 0.001, heard.left.length / SAMPLE_RATE)).toBeLessThan(0.02);
    for (const second of [1, 2]) expect(changeAt(heard, second, second)).toBeLessThan(0.002);
    // The edit list: from the end of the encoder's run-up on, for exactly so many samples.
    const elst = m4a.indexOf('elst');
    expect([m4a.readUInt32BE(elst + 12), m4a.readInt32BE(elst + 16)]).toEqual([samples, 1024]);
    expect(m4a.indexOf('moov')).toBeLessThan(m4a.indexOf('mdat'));
  });

  it.each(['opus', 'pcm'] as const)('of %s begins at 0 too, and is as long', async (codec) => {
    const file = await bench.store('for-opus.wav', clockTone(), { seconds: 3 });
    const heard = await hear(bench.ffmpegPath, (await bench.make([track(file)], { seconds: 2.5, codec })).file);
    for (const second of [1, 2]) expect(changeAt(heard, second, second)).toBeLessThan(0.002);
    expect(heard.left).toHaveLength(2.5 * SAMPLE_RATE);
  });

  it.each(['aac', 'opus', 'pcm'] as const)('of %s is the same bytes each time', async (codec) => {
    const file = await bench.store('same.wav', clockTone(), { seconds: 3 });
    const tracks = [
      track(file, { rate: 1.5 }),
      track(file, { effects: '[{"preset":"hall"},{"type":"pitchshift","semitones":3}]' }),
    ];
    const [once, twice] = [
      await bench.make(tracks, { codec, seconds: 2 }),
      await bench.make(tracks, { codec, seconds: 2 }),
    ];
    expect(once.file.equals(twice.file)).toBe(true);
  });
});
