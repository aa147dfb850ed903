import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audioKey, planKey } from '#contracts/keys.ts';
import { RenderPlan } from '#contracts/plan.ts';
import type { PlanCall } from '#contracts/protocol.ts';
import { composition } from '../testing/compositions.ts';
import { makeDecoder } from '../testing/decode.ts';
import { RENDER, startTestNode, TENANT, type SiteSource, type TestNode } from '../testing/engine-fixture.ts';
import { clockTone, hear, sine, wav, wavHeader, type Heard } from '../testing/sounds.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node?.[Symbol.asyncDispose]());

const CLOCK = wav(clockTone(), { seconds: 6 });
const TONE = wav(sine(1000, 0.4), { seconds: 6, channels: 1 });

const SOUND = audioKey(TENANT, RENDER, 'aac');

async function plan(site: SiteSource, call?: Partial<PlanCall>) {
  node.artifacts.objects.delete(SOUND);
  const result = await node.plan(site, call);
  const stored = RenderPlan.parse(JSON.parse(node.artifacts.objects.get(planKey(TENANT, result.planHash))!.toString()));
  return { ...result, ...stored };
}

/** The mixed sound of the last plan. */
const soundOfPlan = (): Buffer | undefined => node.artifacts.objects.get(SOUND);

async function heardIn(body: string, files: Record<string, Buffer> = {}, shape = {}): Promise<Heard> {
  const site = {
    'index.html': composition(body, { durationSeconds: 4, ...shape }),
    'clock.wav': CLOCK,
    'tone.wav': TONE,
    ...files,
  };
  const { warnings } = await plan(site);
  expect(warnings.filter(({ code }) => code === 'audio_processing_failed')).toEqual([]);
  return hear(node.engine.ffmpegPath, soundOfPlan()!);
}

describe('the sound of a plan', () => {
  it('lies beside it, named by its hash, as long as the frames', async () => {
    const site = {
      'index.html': composition('<audio src="clock.wav" data-start="0.5" data-duration="2"></audio>', {
        fps: '30000/1001',
      }),
      'clock.wav': CLOCK,
    };
    const first = await plan(site);
    const samples = Math.round((first.frameCount * 1001 * 48_000) / 30_000);
    expect(first.audio).toEqual({
      codec: 'aac',
      samples,
      sha256: createHash('sha256').update(soundOfPlan()!).digest('hex'),
    });
    expect((await plan(site)).planHash).toBe(first.planHash);
    const louder = await plan({ ...site, 'clock.wav': wav(clockTone(0.6), { seconds: 6 }) });
    expect(louder.audio!.sha256).not.toBe(first.audio!.sha256);
  });

  it('is none where nothing is heard', async () => {
    const silent = '<audio src="clock.wav" data-hidden></audio><audio src="clock.wav" data-start="9"></audio>';
    const { audio } = await plan({ 'index.html': composition(silent), 'clock.wav': CLOCK });
    expect(audio).toBeNull();
    expect(soundOfPlan()).toBeUndefined();
  });

  it('has each track at its time', async () => {
    const heard = await heardIn(
      '<audio src="clock.wav" data-start="1" data-duration="2" data-media-start="3"></audio>',
    );
    expect(heard.begins()).toBeCloseTo(1, 2);
    expect(heard.hertz(1.2, 1.8)).toBeCloseTo(700, -1);
    expect(heard.changes(700, 800, [1.7, 2.3])).toBeCloseTo(2, 2);
    expect(heard.level(3.05, 4)).toBeLessThan(0.001);
  });

  it('has a source of its own end, fades and the levels of its groups', async () => {
    const heard = await heardIn(
      `<hf-audio-group id="voices" data-volume="0.5"></hf-audio-group>
       <audio src="tone.wav" data-start="0" data-duration="4" data-fade-in="1" data-fade-out="1" data-audio-group="voices"></audio>`,
    );
    expect(heard.level(0.45, 0.55)).toBeCloseTo(0.1, 1.5);
    expect(heard.level(1.5, 2.5)).toBeCloseTo(0.2, 1.5);
    expect(heard.level(3.95, 4)).toBeLessThan(0.01);
  });
});

describe('what is heard of a page', () => {
  it('is neither muted nor hidden, itself or what it lies in', async () => {
    const tones = [500, 700, 900, 1100, 1300, 1500, 1700, 1900];
    const files = Object.fromEntries(tones.map((hertz) => [`${hertz}.wav`, wav(sine(hertz, 0.1), { seconds: 2 })]));
    const heard = await heardIn(
      `<hf-audio-group id="off" data-hidden></hf-audio-group>
       <audio src="500.wav"></audio>
       <audio src="700.wav" muted></audio>
       <audio src="900.wav" data-hidden></audio>
       <div data-hidden><audio src="1100.wav"></audio></div>
       <audio src="1300.wav" data-audio-group="off"></audio>
       <audio data-audio-group="nobody"><source src="1500.wav"></audio>
       <video data-has-audio="true" data-start="0" data-duration="2"><source src="1700.wav"></video>
       <video data-has-audio="false" src="1900.wav"></video>`,
      files,
      { durationSeconds: 2 },
    );
    const audible = tones.filter((hertz) => heard.levelAt(hertz, 0.5, 1.5) > 0.05);
    expect(audible).toEqual([500, 1500, 1700]);
  });

  it('is cut by the compositions around it, and begins with them', async () => {
    const heard = await heardIn(
      `<div data-composition-id="scene" data-start="1" data-duration="2">
         <audio src="clock.wav" data-start="0.5" data-duration="5"></audio>
         <audio src="tone.wav"></audio>
       </div>
       <div data-composition-id="never" data-start="1" data-duration="1"><audio src="clock.wav" data-start="1.5"></audio></div>`,
    );
    expect(heard.levelAt(1000, 0.5, 0.95)).toBeLessThan(0.001);
    expect(heard.levelAt(1000, 1.05, 1.45)).toBeCloseTo(0.4, 1.5);
    expect(heard.levelAt(400, 1.6, 2.4)).toBeCloseTo(0.5, 1.5);
    expect(heard.changes(400, 500, [2.45, 2.55])).toBeCloseTo(2.5, 2);
    expect(heard.level(3.03, 4)).toBeLessThan(0.001);
  });

  it('follows what scripts make of its volume, and a lane before that', async () => {
    const heard = await heardIn(
      `<script src="gsap.js"></script>
       <audio id="music" src="tone.wav" data-start="1" data-volume="0.5"></audio>
       <audio id="laned" src="low.wav" data-automation='[{"target":"volume","points":[{"t":0,"v":0.25}]}]'></audio>
       <script>
         const timeline = gsap.timeline({ paused: true });
         timeline.to('#music', { volume: 0, duration: 1, ease: 'none' }, 2);
         timeline.fromTo('#laned', { volume: 0 }, { volume: 1, duration: 1 }, 0);
         timeline.set({}, {}, 4);
         window.__timelines = { main: timeline };
       </script>`,
      {
        'gsap.js': await readFile(createRequire(import.meta.url).resolve('gsap/dist/gsap.min.js')),
        'low.wav': wav(sine(300, 0.4), { seconds: 5 }),
      },
    );
    const musicAt = (seconds: number): number => heard.levelAt(1000, seconds - 0.02, seconds + 0.02) / 0.4;
    expect([1.5, 2.25, 2.5, 2.75, 3.5].map(musicAt)).toEqual(
      [0.5, 0.375, 0.25, 0.125, 0].map((level) => expect.closeTo(level, 1.5)),
    );
    expect(heard.levelAt(300, 0.1, 3.9) / 0.4).toBeCloseTo(0.25, 1.5);
  });
});

describe('the finished file', () => {
  it.each(['mp4', 'webm'] as const)('of format %s holds the mix, with the picture in step', async (format) => {
    const body =
      '<b data-start="1" style="position:absolute;inset:0;background:#fff"></b><audio src="late.wav"></audio>';
    const late = wav((seconds) => (seconds < 1 ? 0 : 0.5 * Math.sin(2 * Math.PI * 1000 * seconds)), { seconds: 2 });
    const site = { 'index.html': composition(body, { durationSeconds: 2 }), 'late.wav': late };
    const { planHash, frameCount, width, height } = await plan(site, { format, chunkSize: 25 });
    const { output } = await node.renderWhole(planHash);
    const decoder = makeDecoder(node.engine.ffmpegPath);
    const file = node.artifacts.objects.get(output.key)!;
    const frames = await decoder.frames(file, 'gray');
    const middle = (height / 2) * width + width / 2;
    expect(frames.findIndex((frame) => frame[middle]! > 128)).toBe(frameCount / 2);
    const sound = await decoder.sound(file);
    const begins = sound.findIndex((sample) => Math.abs(sample) > 0.1) / 2 / 48_000;
    expect(begins).toBeGreaterThan(0.999);
    expect(begins).toBeLessThan(1.002);
  });
});

describe('sound that cannot be mixed', () => {
  const site = {
    'index.html': composition(
      '<audio id="voice" data-start="0" src="voice.wav"></audio><audio id="tone" data-start="0" src="tone.wav"></audio>',
    ),
    'voice.wav': wavHeader(96_000),
    'tone.wav': TONE,
  };

  it('is a warning with element and file, and the rest is heard', async () => {
    const { warnings } = await plan(site);
    expect(warnings.filter(({ code }) => code === 'audio_processing_failed')).toMatchObject([
      { severity: 'error', details: { element: 'audio#voice', file: 'voice.wav' } },
    ]);
    expect((await hear(node.engine.ffmpegPath, soundOfPlan()!)).levelAt(1000, 0.2, 0.8)).toBeCloseTo(0.4, 1.5);
  });

  it.each([
    ['is not there', {}],
    ['is no sound', { 'voice.wav': Buffer.from('hello, this is a text') }],
    ['is empty', { 'voice.wav': Buffer.alloc(0) }],
  ])('is a warning when its file %s', async (_, voice) => {
    const { warnings, audio } = await plan({ 'index.html': site['index.html'], 'tone.wav': TONE, ...voice });
    expect(warnings.filter(({ code }) => code === 'audio_processing_failed')).toMatchObject([
      { details: { element: 'audio#voice', file: 'voice.wav' } },
    ]);
    expect(audio).not.toBeNull();
  });

  it('is an error where nothing is forgiven', async () => {
    await expect(node.plan(site, { strictness: 'strict' })).rejects.toMatchObject({
      code: 'STRICT_RENDER_REFUSED',
      message: expect.stringContaining('audio_processing_failed: The sound of audio#voice (voice.wav)'),
    });
    expect(await node.leftovers()).toEqual([]);
  });
});
