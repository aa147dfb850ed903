/**
 * The sound of a plan: mixed while the page is rehearsed.
 * @module
 */
import { frameTime, type Fps } from '#contracts/fps.ts';
import { audioKey, renderKey } from '#contracts/keys.ts';
import { canonicalJson, type AudioCodec, type PlannedAudio, type RenderPlan } from '#contracts/plan.ts';
import type { PlanCall } from '#contracts/protocol.ts';
import { SAMPLE_RATE, type SoundTrack, type VolumeCurve } from '#contracts/sound.ts';
import type { RenderWarning } from '#contracts/warning.ts';
import { writeStreamAudio } from '../mp4/stream-audio.ts';
import { audioContentType } from '../audio/encode-sound.ts';
import { makeSound } from '../audio/make-sound.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { nameOf } from '../capture/missing-file.ts';
import type { Engine } from '../engine/engine.ts';
import { hashFile } from '../system/hash-file.ts';
import type { ProbingLibrary } from '../media/media-library.ts';
import type { TempFolder } from '../system/temp-folder.ts';

export interface SoundOfPlan {
  /** Null when nothing is to be heard. */
  audio: PlannedAudio | null;
  /** The encoded mix. */
  path: string;
  warnings: RenderWarning[];
}

/** The mixing: it begins as soon as it is known what is heard, beside whatever else is to be found out. */
export interface SoundWork extends AsyncDisposable {
  /** Counts the first time. */
  begin(heard: Heard): void;
  /** `tracks` are those that the page has at last: should they be others than at first, all is mixed anew. Null without a codec. */
  finish(tracks: readonly SoundTrack[]): Promise<SoundOfPlan | null>;
}

export interface Heard {
  tracks: readonly SoundTrack[];
  curves: readonly VolumeCurve[];
  fps: Fps;
  firstFrame: number;
  frameCount: number;
}

interface SoundTools {
  engine: Engine;
  library: ProbingLibrary;
  folder: TempFolder;
  /** Null for a format without sound. */
  codec: AudioCodec | null;
}

export function openSoundWork({ codec, ...tools }: SoundTools, signal: AbortSignal): SoundWork {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  let begun: { heard: Heard; work: Promise<SoundOfPlan> } | null = null;
  return {
    begin(heard) {
      if (begun || !codec) return;
      begun = { heard, work: mixSound(heard, { ...tools, codec }, both) };
      // Whoever waits for it is told; when the rehearsal fails, nobody does.
      begun.work.catch(() => {});
    },
    async finish(tracks) {
      if (!begun || !codec) return null;
      const { heard, work } = begun;
      const isSame = canonicalJson(tracks) === canonicalJson(heard.tracks);
      const made = await work;
      return isSame ? made : mixSound({ ...heard, tracks }, { ...tools, codec }, both);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await begun?.work.catch(() => {});
    },
  };
}

async function mixSound(
  { tracks, curves, fps, firstFrame, frameCount }: Heard,
  { engine, library, folder, codec }: SoundTools & { codec: AudioCodec },
  signal: AbortSignal,
): Promise<SoundOfPlan> {
  const path = folder.file('sound');
  const firstSample = Math.round(frameTime(firstFrame, fps) * SAMPLE_RATE);
  const samples = Math.round(frameTime(frameCount, fps) * SAMPLE_RATE);
  const { isThere, warnings } = await makeSound(
    {
      tracks,
      curves,
      firstSample,
      endSample: firstSample + samples,
      find: library.get,
      nameOf,
    },
    { ffmpegPath: engine.ffmpegPath, codec, outputPath: path },
    signal,
  );
  const audio = isThere ? { sha256: await hashFile(path, signal), codec, samples } : null;
  return { audio, path, warnings };
}

/** Stores the mix with the render, for a stream also in parts. */
export async function storeSound(
  plan: RenderPlan,
  path: string,
  {
    store,
    call: { tenantId, renderId },
    folder,
    signal,
  }: {
    store: ArtifactStore;
    call: Pick<PlanCall, 'tenantId' | 'renderId'>;
    folder: TempFolder;
    signal: AbortSignal;
  },
): Promise<void> {
  const { audio, encode } = plan;
  if (!audio) return;
  await store.putFile(audioKey(tenantId, renderId, audio.codec), path, audioContentType(audio.codec));
  if (encode.format !== 'hls') return;
  // The parts are stored before the first chunk is made, so that a stream can be heard as soon as it is seen.
  const part = folder.file('stream-audio');
  for await (const name of writeStreamAudio(plan, path, () => part, signal))
    await store.putFile(renderKey(tenantId, renderId, `stream/${name}`), part, 'audio/mp4');
}
