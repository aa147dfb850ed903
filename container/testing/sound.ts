/**
 * Sound for tests of what carries it: silence, then a tone from an exact sample on.
 * @module
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import type { AudioCodec, RenderPlan } from '#contracts/plan.ts';
import { planKey } from '#contracts/keys.ts';
import { openArtifactStore } from '../artifacts/artifact-store.ts';
import { hashPlan } from '../loaded-plan/hash-plan.ts';
import { storeSound } from '../plan/plan-sound.ts';
import { makeTempFolder } from '../system/temp-folder.ts';
import { RENDER, TENANT, type TestNode } from './engine-fixture.ts';

const run = promisify(execFile);
const ENCODERS: Record<AudioCodec, string[]> = {
  aac: ['-c:a', 'aac', '-b:a', '192k', '-f', 'ipod'],
  opus: ['-c:a', 'libopus', '-b:a', '128k', '-f', 'webm'],
  pcm: ['-c:a', 'pcm_s16le', '-f', 'wav'],
};

/** 48 kHz stereo of exactly `samples`, a tone of 1 kHz from `from` on. */
export async function makeTone(
  ffmpegPath: string,
  codec: AudioCodec,
  { samples, from }: { samples: number; from: number },
): Promise<Buffer> {
  await using folder = await makeTempFolder(tmpdir(), 'edgereel-tone');
  const path = folder.file('tone');
  const tone = `aevalsrc='if(gte(n,${from}),0.5*sin(2*PI*1000*n/48000),0)':s=48000,atrim=end_sample=${samples},aformat=channel_layouts=stereo`;
  await run(ffmpegPath, [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', tone, '-fflags', '+bitexact', '-flags:a', '+bitexact'],
    ...[...ENCODERS[codec], path],
  ]);
  return readFile(path);
}

/** The same plan with sound, as if it had been mixed while it was made. */
export async function addSound(
  node: TestNode,
  planHash: string,
  sound: { bytes: Buffer; codec: AudioCodec; samples: number },
  /** Renders that get the sound besides the default one. */
  others: readonly string[] = [],
): Promise<{ planHash: string; plan: RenderPlan }> {
  const plan = JSON.parse(node.artifacts.objects.get(planKey(TENANT, planHash))!.toString()) as RenderPlan;
  const sha256 = createHash('sha256').update(sound.bytes).digest('hex');
  const content = { ...plan, audio: { sha256, codec: sound.codec, samples: sound.samples } };
  const newHash = hashPlan(content);
  const withSound = { ...content, planHash: newHash };
  node.artifacts.objects.set(planKey(TENANT, newHash), Buffer.from(JSON.stringify(withSound)));
  await using folder = await makeTempFolder(tmpdir(), 'edgereel-tone');
  const { signal } = new AbortController();
  const path = folder.file('audio');
  await writeFile(path, sound.bytes);
  const store = openArtifactStore(node.artifacts.url, signal);
  for (const renderId of [RENDER, ...others])
    await storeSound(withSound, path, { store, call: { tenantId: TENANT, renderId }, folder, signal });
  return { planHash: newHash, plan: withSound };
}
