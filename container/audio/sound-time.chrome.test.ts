/**
 * When a track is heard, from which place of its source, and how fast.
 * @module
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_RATE } from '#contracts/sound.ts';
import { changeAt, openSoundBench, type SoundBench } from '../testing/sound-bench.ts';
import { clockTone, sine, soundTrack as track, type Heard } from '../testing/sounds.ts';

let bench: SoundBench;
beforeAll(async () => {
  bench = await openSoundBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** The second of the clock tone that is heard around a time. */
const secondHeard = (heard: Heard, at: number): number => (heard.hertz(at - 0.1, at + 0.1) - 400) / 100;

describe('time', () => {
  it('plays a source from its trim, for its window, to the sample', async () => {
    const file = await bench.store('clock.wav', clockTone(), { seconds: 8 });
    const heard = await bench.mix([track(file, { start: 0.5, from: 0.5, to: 2.5, mediaStart: 3.25 })]);
    expect(heard.left).toHaveLength(4 * SAMPLE_RATE);
    expect(heard.begins(0.001)).toBeCloseTo(0.5, 3);
    expect(heard.level(0, 0.499)).toBe(0);
    expect(secondHeard(heard, 0.8)).toBeCloseTo(3, 1);
    expect(changeAt(heard, 4, 1.25)).toBeLessThan(0.005);
    expect(heard.level(1, 1.2)).toBeCloseTo(0.5, 2);
    expect(heard.level(2.501, 4)).toBe(0);
  });

  it('ends where the source ends', async () => {
    const file = await bench.store('short.wav', sine(500), { seconds: 1.5 });
    const heard = await bench.mix([track(file, { start: 1 })]);
    expect(heard.level(2.3, 2.5)).toBeCloseTo(0.5, 2);
    expect(heard.level(2.501, 4)).toBe(0);
  });

  it.each([
    [0.1, 0.01],
    [0.25, 0.005],
    [0.5, 0.005],
    [0.8, 0.005],
    [1.25, 0.005],
    [2, 0.005],
    [5, 0.005],
  ])('keeps the pitch at a rate of %d, and the time to %d s', async (rate, tolerance) => {
    const file = await bench.store('clock-rate.wav', clockTone(), { seconds: 12 });
    const heard = await bench.mix([track(file, { rate, mediaStart: 0.75 })], { seconds: 3 });
    for (let second = 1; (second - 0.75) / rate < 2.8 && second < 6; second++)
      expect(changeAt(heard, second, (second - 0.75) / rate), `second ${second}`).toBeLessThan(tolerance);
    expect(heard.level(0.1, 2)).toBeCloseTo(0.5, 1);
  });

  it('follows a lane of rates', async () => {
    const file = await bench.store('clock-lane.wav', clockTone(), { seconds: 12 });
    const automation = '{"lanes":[{"target":"rate","points":[{"t":0,"v":1},{"t":1,"v":1},{"t":1,"v":2}]}]}';
    const heard = await bench.mix([track(file, { automation })], { seconds: 3 });
    for (const [second, at] of [
      [1, 1],
      [2, 1.5],
      [3, 2],
      [4, 2.5],
    ] as const)
      expect(changeAt(heard, second, at), `second ${second}`).toBeLessThan(0.006);
  });

  it('gives of a range what the whole has there', async () => {
    const file = await bench.store('range.wav', clockTone(), { seconds: 8 });
    const tracks = [track(file, { effects: '[{"type":"delay","time":0.7}]' }), track(file, { to: 1 })];
    const whole = await bench.mix(tracks);
    const part = await bench.mix(tracks, { from: 1.3, seconds: 2.6 });
    expect(part.left).toEqual(whole.left.slice(Math.round(1.3 * SAMPLE_RATE), Math.round(2.6 * SAMPLE_RATE)));
  });
});
