import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audioKey, planKey } from '#contracts/keys.ts';
import { RenderPlan } from '#contracts/plan.ts';
import type { PlanCall } from '#contracts/protocol.ts';
import { composition } from '../testing/compositions.ts';
import { startTestNode, TENANT, type SiteSource, type TestNode } from '../testing/engine-fixture.ts';
import { clockTone, hear, sine, wav, type Heard } from '../testing/sounds.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node?.[Symbol.asyncDispose]());

const CLOCK = wav(clockTone(), { seconds: 6 });
const TONE = wav(sine(1000, 0.4), { seconds: 6, channels: 1 });

async function plan(site: SiteSource, call?: Partial<PlanCall>) {
  const result = await node.plan(site, call);
  const stored = RenderPlan.parse(JSON.parse(node.artifacts.objects.get(planKey(TENANT, result.planHash))!.toString()));
  return { ...result, ...stored };
}

const soundOf = (planHash: string): Buffer | undefined => node.artifacts.objects.get(audioKey(TENANT, planHash, 'aac'));

async function heardIn(body: string, files: Record<string, Buffer> = {}, shape = {}): Promise<Heard> {
  const site = {
    'index.html': composition(body, { durationSeconds: 4, ...shape }),
    'clock.wav': CLOCK,
    'tone.wav': TONE,
    ...files,
  };
  const { planHash, warnings } = await plan(site);
  expect(warnings.filter(({ code }) => code === 'audio_processing_failed')).toEqual([]);
  return hear(node.engine.ffmpegPath, soundOf(planHash)!);
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
      sha256: createHash('sha256').update(soundOf(first.planHash)!).digest('hex'),
    });
    expect((await plan(site)).planHash).toBe(first.planHash);
    const louder = await plan({ ...site, 'clock.wav': wav(clockTone(0.6), { seconds: 6 }) });
    expect(louder.audio!.sha256).not.toBe(first.audio!.sha256);
  });

  it('is none where nothing is heard', async () => {
    const silent = '<audio src="clock.wav" data-hidden></audio><audio src="clock.wav" data-start="9"></audio>';
    const { audio, planHash } = await plan({ 'index.html': composition(silent), 'clock.wav': CLOCK });
    expect(audio).toBeNull();
    expect(soundOf(planHash)).toBeUndefined();
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
});
