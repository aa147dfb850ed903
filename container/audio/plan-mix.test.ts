import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE, type SoundTrack } from '#contracts/sound.ts';
import { soundTrack } from '../testing/sounds.ts';
import type { SoundFile } from './sound-file.ts';
import { gainAt, planMix, type MixInput, type PlannedVoice } from './plan-mix.ts';

const SECONDS = 10;
const source = (durationSeconds: number, isCutOff = false): SoundFile => ({
  path: '/file',
  audio: { channels: 2, sampleRate: 48_000, startSeconds: 0, durationSeconds, runUpSeconds: 0, isCutOff },
});

function plan(
  changes: Partial<SoundTrack>,
  {
    durationSeconds = 8,
    isCutOff = false,
    ...input
  }: Partial<MixInput> & { durationSeconds?: number; isCutOff?: boolean } = {},
) {
  const track = soundTrack('a', changes);
  const sources = new Map([['a', source(durationSeconds, isCutOff)]]);
  return planMix({ tracks: [track], curves: [], totalSamples: SECONDS * SAMPLE_RATE, sources, ...input });
}

function voice(...args: Parameters<typeof plan>): PlannedVoice {
  const { voices, problems } = plan(...args);
  expect(problems).toEqual([]);
  return voices[0]!;
}

const gains = (planned: PlannedVoice, ...seconds: number[]): number[] =>
  seconds.map((at) => Number(gainAt(planned, at * SAMPLE_RATE).toFixed(4)));

describe('the place of a voice', () => {
  it('is its window, cut to the composition', () => {
    expect(voice({ start: 2, from: 2, to: 5 })).toMatchObject({
      startSample: 96_000,
      endSample: 240_000,
      sourceStart: 0,
    });
    expect(voice({ start: 4, from: 4, to: 99 })).toMatchObject({ endSample: 480_000 });
    expect(voice({ start: 4, from: 4, to: null })).toMatchObject({ endSample: 480_000 });
    expect(plan({ start: 10, from: 10 }).voices).toEqual([]);
  });

  it('begins in the source where its cut and its rate have brought it', () => {
    expect(voice({ start: 1, from: 3, mediaStart: 0.5, rate: 2 })).toMatchObject({ sourceStart: 4.5, laneStart: 2 });
    const automation = '[{"target":"rate","points":[{"t":0,"v":2}]}]';
    expect(voice({ start: 1, from: 3, mediaStart: 0.5, automation }).sourceStart).toBeCloseTo(4.5, 9);
  });

  it('is none where the source has ended; a trim past the end is told of', () => {
    expect(plan({ start: 0, from: 9 })).toEqual({ voices: [], groups: [], problems: [] });
    expect(plan({ mediaStart: 8 }).problems[0]!.reason).toMatch(/begins 8 s into a file of 8 s/);
  });

  it('is told of where it reaches past the place at which a file is cut off', () => {
    expect(plan({ to: 9 }, { isCutOff: true })).toMatchObject({
      voices: [{}],
      problems: [{ reason: 'breaks off 8.00 s into its file: the rest of it is missing' }],
    });
    expect(plan({ to: 9, mediaStart: 1, rate: 0.5 }, { isCutOff: true }).problems).toEqual([]);
  });
});

describe('the gain of a voice', () => {
  it('fades in and out, at the end of its window or of its source', () => {
    expect(gains(voice({ to: 4, fadeIn: 1, fadeOut: 2 }), 0, 0.5, 1, 2, 3, 4)).toEqual([0, 0.5, 1, 1, 0.5, 0]);
    expect(gains(voice({ fadeOut: 2, rate: 2 }), 1, 2, 3, 4)).toEqual([1, 1, 0.5, 0]);
    const automation = '[{"target":"rate","points":[{"t":0,"v":2}]}]';
    expect(gains(voice({ fadeOut: 2, automation }), 2, 3, 4.1)).toEqual([1, expect.closeTo(0.5, 1), 0]);
  });

  it('shortens fades together that are longer than the clip', () => {
    expect(gains(voice({ to: 2, fadeIn: 3, fadeOut: 1 }), 0.75, 1.5, 1.75)).toEqual([0.5, 1, 0.5]);
  });

  it('multiplies fades with the volume, up to +12 dB', () => {
    expect(gains(voice({ to: 4, fadeIn: 2, volume: 3 }), 1, 3)).toEqual([1.5, 3]);
  });

  it('takes the lane before the curve, and the curve before the attribute', () => {
    const curves = [{ renderId: 'a', start: 1, intervalSeconds: 1, values: [0, 1, 0.5] }];
    expect(gains(voice({ start: 2, from: 2, volume: 0.3 }, { curves }), 0, 0.5, 1, 5)).toEqual([1, 0.75, 0.5, 0.5]);
    expect(gains(voice({ start: 2, from: 2, volume: 2 }, { curves }), 0)).toEqual([2]);
    const automation = '[{"target":"volume","points":[{"t":1,"v":0},{"t":3,"v":4}]}]';
    expect(gains(voice({ start: 2, from: 2, automation }, { curves }), 0, 2, 3)).toEqual([0, 2, 3.981]);
    expect(gains(voice({ start: 1, from: 2, automation }), 0, 1)).toEqual([0, 2]);
  });

  it('is the plain one when what is written cannot be read, and that is told', () => {
    const { voices, problems } = plan({ automation: '{', effects: '[{"type":"wah"}]', volume: 0.5 });
    expect(gains(voices[0]!, 1)).toEqual([0.5]);
    expect(problems.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^is not automated, since data-automation cannot be read: .*JSON/),
      expect.stringMatching(/^has no effects, since data-fx-chain cannot be used: there is no effect "wah"/),
    ]);
  });
});

it('tracks of a group go through it together, in time with the composition it lies in', () => {
  const group = { id: 'voices', start: 2, volume: 0.5, effects: null, automation: null };
  const tracks = [soundTrack('a', { group }), soundTrack('a'), soundTrack('a', { group, start: 1, from: 1 })];
  const { groups, voices } = planMix({
    tracks,
    curves: [],
    totalSamples: 480_000,
    sources: new Map([['a', source(8)]]),
  });
  expect(voices).toHaveLength(1);
  expect(groups).toMatchObject([
    { id: 'voices', volume: 0.5, laneStart: -2, voices: [{ startSample: 0 }, { startSample: 48_000 }] },
  ]);
});
