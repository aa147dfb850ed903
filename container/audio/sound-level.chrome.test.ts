/**
 * How loud tracks and groups are, and what their effects make of them.
 * @module
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_RATE } from '#contracts/sound.ts';
import { openSoundBench, type SoundBench } from '../testing/sound-bench.ts';
import { clockTone, sine, soundTrack as track, type Heard } from '../testing/sounds.ts';

let bench: SoundBench;
beforeAll(async () => {
  bench = await openSoundBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

describe('level', () => {
  it('is that of the source, on both sides, also of one channel', async () => {
    const mono = await bench.store('mono.wav', sine(700, 0.6), { channels: 1 });
    const right = await bench.store('right.wav', (seconds, channel) => channel * sine(900, 0.4)(seconds, channel));
    const heard = await bench.mix([track(mono), track(right)], { seconds: 1 });
    for (const side of [heard.left, heard.right]) expect(heard.levelAt(700, 0.2, 0.8, side)).toBeCloseTo(0.6, 3);
    expect(heard.levelAt(900, 0.2, 0.8, heard.left)).toBeLessThan(0.001);
    expect(heard.levelAt(900, 0.2, 0.8, heard.right)).toBeCloseTo(0.4, 3);
  });

  it('adds up, and is lowered by nobody', async () => {
    const a = await bench.store('a.wav', sine(600, 0.4));
    const b = await bench.store('b.wav', sine(1100, 0.3));
    const heard = await bench.mix([track(a), track(b), track(b, { volume: 0.5 })], { seconds: 1 });
    expect(heard.levelAt(600, 0.2, 0.8)).toBeCloseTo(0.4, 3);
    expect(heard.levelAt(1100, 0.2, 0.8)).toBeCloseTo(0.45, 3);
  });

  it('may be raised by 12 dB, and is held by a limiter alone', async () => {
    const file = await bench.store('quiet.wav', sine(600, 0.2));
    expect((await bench.mix([track(file, { volume: 3.981 })], { seconds: 1 })).levelAt(600, 0.2, 0.8)).toBeCloseTo(
      0.796,
      2,
    );
    const group = { id: 'g', start: 0, volume: 1, effects: '[{"type":"limiter","ceiling":-6}]', automation: null };
    const loud = [1, 2, 3].map(() => track(file, { volume: 3.981, group }));
    const held = await bench.mix(loud, { seconds: 1 });
    expect(Math.max(...held.left)).toBeLessThanOrEqual(0.5013);
    expect(held.levelAt(600, 0.2, 0.8)).toBeGreaterThan(0.48);
    const clipped = await bench.mix(
      loud.map((one) => ({ ...one, group: null })),
      { seconds: 1 },
    );
    expect(clipped.left.filter((sample) => Math.abs(sample) > 0.999).length).toBeGreaterThan(SAMPLE_RATE / 4);
  });

  it('fades and follows curves at their time', async () => {
    const file = await bench.store('steady.wav', sine(1000, 0.5), { seconds: 5 });
    const levelsOf = (heard: Heard, ...at: number[]) =>
      at.map((seconds) => heard.levelAt(1000, seconds - 0.005, seconds + 0.005) / 0.5);
    const faded = await bench.mix([track(file, { start: 1, to: 4, fadeIn: 1, fadeOut: 0.5 })]);
    const near = (...levels: number[]) => levels.map((level) => expect.closeTo(level, 2));
    expect(levelsOf(faded, 1.25, 1.5, 2.5, 3.75)).toEqual(near(0.25, 0.5, 1, 0.5));
    const curves = [{ renderId: file, start: 0, intervalSeconds: 0.5, values: [1, 1, 0, 0, 0.5] }];
    expect(levelsOf(await bench.mix([track(file)], { curves }), 0.3, 0.75, 1.2, 1.75, 3)).toEqual(
      near(1, 0.5, 0, 0.25, 0.5),
    );
    const automation = '[{"target":"volume","points":[{"t":0,"v":0.1},{"t":1,"v":0.1},{"t":1,"v":0.9}]}]';
    const stepped = await bench.mix([track(file, { start: 0.5, automation })]);
    expect(levelsOf(stepped, 1.49, 1.51)).toEqual(near(0.1, 0.9));
  });

  it('of a group is that of all its tracks', async () => {
    const file = await bench.store('member.wav', sine(1000, 0.5), { seconds: 3 });
    const automation = '[{"target":"volume","points":[{"t":0,"v":1},{"t":1,"v":1},{"t":1,"v":0.25}]}]';
    const group = { id: 'g', start: 0.5, volume: 1, effects: null, automation };
    const heard = await bench.mix([track(file, { group, volume: 0.5 }), track(file, { group, start: 1 })], {
      seconds: 3,
    });
    expect(heard.level(0.5, 0.9)).toBeCloseTo(0.25, 2);
    expect(heard.level(1.55, 1.95)).toBeCloseTo(0.75 * 0.25, 2);
  });
});

describe('effects of a track', () => {
  it('come before its volume and fades, in time, and ring out behind its window', async () => {
    const file = await bench.store('ring.wav', sine(800), { seconds: 3 });
    const ringing = track(file, { start: 1, to: 2, effects: '[{"type":"reverb","decay":2},{"type":"limiter"}]' });
    const heard = await bench.mix([ringing], { seconds: 5 });
    expect(heard.begins(0.01)).toBeCloseTo(1, 2);
    expect(heard.level(2.1, 2.3)).toBeGreaterThan(0.01);
    expect(heard.level(0, 0.99)).toBe(0);
    const faded = await bench.mix([{ ...ringing, fadeOut: 0.5 }], { seconds: 5 });
    expect(faded.level(2.01, 5)).toBe(0);
  });

  it('keep time when they lag', async () => {
    const file = await bench.store('lag.wav', clockTone(), { seconds: 4 });
    const effects = '[{"type":"pitchshift","semitones":12},{"type":"limiter"}]';
    const heard = await bench.mix([track(file, { start: 0.5, effects })], { seconds: 3 });
    expect(heard.begins(0.1)).toBeCloseTo(0.5, 2);
    expect(Math.abs(heard.changes(800, 1000, [1.3, 1.7]) - 1.5)).toBeLessThan(0.006);
  });
});
