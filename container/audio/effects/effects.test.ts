import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE } from '#contracts/sound.ts';
import { Heard, sine, type Wave } from '../../testing/sounds.ts';
import { parseAutomation } from '../lanes.ts';
import { makeBlock, partOf, type SoundBlock } from '../sound-block.ts';
import { createChain, tailSamples } from './chain.ts';
import { initialValues, PRESETS } from './presets.ts';
import { readEffects } from './read-effects.ts';
import { EFFECTS } from './table.ts';

type Chain = readonly Record<string, unknown>[];

/** What a chain makes of a wave, the lag of its effects taken off; in blocks of an odd size. */
function apply(chain: Chain, wave: Wave, { seconds = 1, automation = null as string | null } = {}): SoundBlock {
  const effects = readEffects(JSON.stringify(chain), parseAutomation(automation));
  const running = createChain(effects, 0);
  const block = makeBlock(Math.round(seconds * SAMPLE_RATE) + running.latencySamples);
  for (let i = 0; i < block.left.length; i++) {
    block.left[i] = wave(i / SAMPLE_RATE, 0);
    block.right[i] = wave(i / SAMPLE_RATE, 1);
  }
  for (let from = 0; from < block.left.length; from += 1000)
    running.process(partOf(block, from, Math.min(from + 1000, block.left.length)));
  return partOf(block, running.latencySamples, block.left.length);
}

function heardThrough(...[chain, wave, options]: Parameters<typeof apply>): Heard {
  return Heard.of(apply(chain, wave, options));
}

const decibels = (ratio: number): number => 20 * Math.log10(ratio);
/** Gain at a frequency, once all has settled. */
const gainAt = (hertz: number, ...chain: Chain): number =>
  decibels(heardThrough(chain, sine(hertz)).levelAt(hertz, 0.5, 1) / 0.5);
/** One short click at a time. */
const click =
  (at: number, amplitude = 0.8): Wave =>
  (seconds) =>
    Math.abs(seconds - at) < 0.5 / SAMPLE_RATE ? amplitude : 0;

describe('filters', () => {
  it('take away what lies on the wrong side', () => {
    expect(gainAt(8000, { type: 'lowpass', frequency: 500 })).toBeLessThan(-40);
    expect(gainAt(100, { type: 'lowpass', frequency: 500 })).toBeCloseTo(0, 1);
    expect(gainAt(500, { type: 'lowpass', frequency: 500 })).toBeCloseTo(-3, 1);
    expect(gainAt(60, { type: 'highpass', frequency: 1000 })).toBeLessThan(-40);
    expect(gainAt(8000, { type: 'highpass', frequency: 1000 })).toBeCloseTo(0, 1);
  });

  it('raise and lower where they should', () => {
    expect(gainAt(1000, { type: 'peaking', frequency: 1000, q: 1, gain: 9 })).toBeCloseTo(9, 1);
    expect(gainAt(100, { type: 'peaking', frequency: 1000, q: 1, gain: 9 })).toBeCloseTo(0, 0);
    expect(gainAt(50, { type: 'lowshelf', frequency: 300, gain: 6 })).toBeCloseTo(6, 0);
    expect(gainAt(5000, { type: 'lowshelf', frequency: 300, gain: 6 })).toBeCloseTo(0, 1);
    expect(gainAt(15_000, { type: 'highshelf', frequency: 3000, gain: -12 })).toBeCloseTo(-12, 0);
    expect(gainAt(100, { type: 'highshelf', frequency: 3000, gain: -12 })).toBeCloseTo(0, 1);
    expect(gainAt(1000, { type: 'gain', gain: -6 })).toBeCloseTo(-6, 2);
  });
});

describe('dynamics', () => {
  it('a compressor halves what lies above its threshold in decibels', () => {
    const squeeze = { type: 'compressor', threshold: -20, ratio: 2, knee: 0, attack: 0.001, release: 5 };
    const loud = heardThrough([squeeze], sine(1000, 1)).level(0.5, 1);
    expect(decibels(loud)).toBeCloseTo(-10, 0);
    expect(decibels(heardThrough([squeeze], sine(1000, 0.05)).level(0.5, 1) / 0.05)).toBeCloseTo(0, 1);
  });

  it('a limiter lets nothing above its ceiling, and leaves what is below as it is', () => {
    const ceiling = 10 ** (-3 / 20);
    const limit = { type: 'limiter', ceiling: -3 };
    const burst: Wave = (seconds) => (seconds > 0.3 && seconds < 0.6 ? 3 : 0.2) * Math.sin(2 * Math.PI * 440 * seconds);
    const { left } = apply([limit], burst);
    expect(Math.max(...left.map(Math.abs))).toBeLessThanOrEqual(ceiling + 1e-6);
    expect(heardThrough([limit], burst).level(0, 0.25)).toBeCloseTo(0.2, 3);
    expect(heardThrough([limit], burst).level(0.4, 0.55)).toBeGreaterThan(0.6 * ceiling);
    expect(heardThrough([limit], click(0.5)).begins(0.3)).toBeCloseTo(0.5, 4);
  });

  it('a gate closes on what is quiet', () => {
    const wave: Wave = (seconds) => (seconds < 0.5 ? 0.5 : 0.002) * Math.sin(2 * Math.PI * 440 * seconds);
    const heard = heardThrough([{ type: 'gate', threshold: -40, hold: 0.05, release: 0.05 }], wave, { seconds: 2 });
    expect(heard.level(0.1, 0.45)).toBeCloseTo(0.5, 2);
    expect(heard.level(1.5, 2)).toBeLessThan(0.000_02);
  });
});

describe('the nonlinear', () => {
  it('a saturation adds odd overtones and keeps full scale', () => {
    const heard = heardThrough([{ type: 'saturate', drive: 18 }], sine(500, 0.8));
    expect(heard.levelAt(1500, 0.2, 0.8)).toBeGreaterThan(0.1);
    expect(Math.max(...heard.left)).toBeLessThanOrEqual(1);
  });

  it('a bit crusher leaves few steps, held for long', () => {
    const { left } = apply([{ type: 'bitcrush', bits: 3, downsample: 8 }], sine(300, 0.9));
    expect(new Set(left).size).toBeLessThanOrEqual(9);
    const changes = left.filter((sample, i) => i > 0 && sample !== left[i - 1]).length;
    expect(changes).toBeLessThanOrEqual(SAMPLE_RATE / 8);
  });

  it.each([7, -5, 12, -12])('a pitch shift by %d semitones moves the tone, and not in time', (semitones) => {
    const wave: Wave = (seconds) => (seconds < 0.4 || seconds > 1.6 ? 0 : sine(600)(seconds, 0));
    const heard = heardThrough([{ type: 'pitchshift', semitones }], wave, { seconds: 2 });
    expect(heard.hertz(0.8, 1.2)).toBeCloseTo(600 * 2 ** (semitones / 12), -0.5);
    expect(heard.level(0.6, 1.4)).toBeGreaterThan(0.45);
    expect(heard.level(0, 0.38)).toBeLessThan(0.01);
    expect(heard.level(0.42, 0.5)).toBeGreaterThan(0.4);
    expect(heard.level(1.65, 2)).toBeLessThan(0.01);
  });
});

describe('time', () => {
  it('a delay repeats at its distance, each time more quietly', () => {
    const { left } = apply([{ type: 'delay', time: 0.2, feedback: 0.5, mix: 0.5 }], click(0.1));
    const at = (seconds: number): number => left[Math.round(seconds * SAMPLE_RATE)]!;
    expect([at(0.1), at(0.3), at(0.5), at(0.7)]).toEqual([0.4, 0.4, 0.2, 0.1].map((level) => expect.closeTo(level, 5)));
    expect(left.filter((sample) => Math.abs(sample) > 1e-6)).toHaveLength(5);
  });

  it('a reverberation dies away by 60 dB in its time', () => {
    const heard = heardThrough([{ type: 'reverb', decay: 1, damping: 0, mix: 1, predelay: 0.05 }], click(0.1), {
      seconds: 2,
    });
    expect(heard.level(0.1, 0.149)).toBe(0);
    const early = heard.level(0.3, 0.4);
    expect(early).toBeGreaterThan(0.0005);
    expect(decibels(heard.level(0.8, 0.9) / early)).toBeCloseTo(-30, -0.9);
    expect(heard.level(0.3, 0.4, heard.right)).not.toBe(early);
  });

  it.each(['chorus', 'phaser'])('a %s moves to and fro', (type) => {
    const heard = heardThrough([{ type, rate: 1 }], sine(1000), { seconds: 2 });
    const levels = Array.from({ length: 10 }, (_, i) => heard.level(0.5 + i / 10, 0.6 + i / 10));
    expect(Math.max(...levels) - Math.min(...levels)).toBeGreaterThan(0.05);
  });
});

describe('every effect and preset', () => {
  const chains = [
    ...Object.keys(EFFECTS).map((type) => ({ type })),
    ...Object.keys(PRESETS).map((preset) => ({ preset })),
  ];
  const noise: Wave = (seconds) =>
    0.4 * Math.sin(2 * Math.PI * 300 * seconds) + 0.3 * Math.sin(2 * Math.PI * 4321 * seconds);

  it.each(chains)('$type$preset gives the same twice, and nothing that is no number', (effect) => {
    const { left, right } = apply([effect], noise, { seconds: 0.5 });
    expect(apply([effect], noise, { seconds: 0.5 })).toEqual({ left, right });
    expect(left.every(Number.isFinite) && right.every(Number.isFinite)).toBe(true);
  });

  it.each(chains)('$type$preset is silent again when its tail has passed', (effect) => {
    const wave: Wave = (seconds) => (seconds < 0.2 ? sine(700)(seconds, 0) : 0);
    const tail = tailSamples(readEffects(JSON.stringify([effect]), new Map())) / SAMPLE_RATE;
    const heard = heardThrough([effect], wave, { seconds: 0.4 + tail });
    expect(heard.level(0.3 + tail, 0.4 + tail)).toBeLessThan(0.005);
  });
});

describe('a chain', () => {
  it('goes in order and knows its values by several names', () => {
    const effects = readEffects(
      '{"nodes":[{"id":"a","type":"lowpass","params":{"freq":300,"Q":2}},{"type":"gain","gain":3,"bypass":true},{"preset":"hall"}]}',
      new Map(),
    );
    expect(effects.map(({ kind }) => kind)).toEqual([EFFECTS['lowpass'], PRESETS['hall']]);
    expect(effects[0]!.values).toEqual({ frequency: 300, q: 2 });
    expect(readEffects('[{"type":"gain","gain":999}]', new Map())[0]!.values).toEqual({ gain: 40 });
  });

  it.each([
    ['[{"type":"flanger"}]', /no effect "flanger"/],
    ['[{"type":"gain","drive":3}]', /gain has no "drive"/],
    ['[{"type":"gain","gain":"loud"}]', /must be a number/],
    ['[{"preset":"moon"}]', /no preset "moon"/],
    ['{', /JSON/],
    ['"gain"', /./],
  ])('refuses %s with the reason', (text, reason) => {
    expect(() => readEffects(text, new Map())).toThrow(reason);
  });

  it('follows lanes of its parameters', () => {
    const automation = JSON.stringify({
      version: 1,
      lanes: [
        {
          target: 'fx.tone.frequency',
          points: [
            { t: 0, v: 20_000 },
            { t: 0.5, v: 20_000 },
            { t: 0.5, v: 200 },
          ],
        },
      ],
    });
    const heard = heardThrough([{ id: 'tone', type: 'lowpass', frequency: 1000 }], sine(5000), { automation });
    expect(heard.level(0.2, 0.49)).toBeCloseTo(0.5, 1);
    expect(heard.level(0.52, 1)).toBeLessThan(0.005);
    const amount = '[{"target":"fx.preset.muffled","points":[{"t":0,"v":0},{"t":0.5,"v":0},{"t":0.5,"v":1}]}]';
    const preset = heardThrough([{ preset: 'muffled' }], sine(5000), { automation: amount });
    expect(preset.level(0.2, 0.49)).toBeCloseTo(0.5, 3);
    expect(preset.level(0.52, 1)).toBeLessThan(0.01);
    expect(initialValues(PRESETS['muffled']!)).toEqual({ amount: 1 });
  });
});
