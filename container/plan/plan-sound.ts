/**
 * The sound of a plan: mixed while the page is rehearsed.
 * @module
 */
import { frameTime, type Fps } from '#contracts/fps.ts';
import { audioKey } from '#contracts/keys.ts';
import { canonicalJson, type AudioCodec, type PlannedAudio, type RenderPlan } from '#contracts/plan.ts';
import { SAMPLE_RATE, type SoundTrack, type VolumeCurve } from '#contracts/sound.ts';
import type { RenderWarning } from '#contracts/warning.ts';
import { storeStreamAudio } from '../assemble/stream-audio.ts';
import { audioContentType } from '../audio/encode-sound.ts';
import { makeSound } from '../audio/make-sound.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { nameOf } from '../capture/missing-file.ts';
import type { Engine } from '../engine.ts';
import { hashFile } from '../hash-file.ts';
import type { ProbingLibrary } from '../media/media-library.ts';
import type { TempFolder } from '../temp-folder.ts';

export interface SoundOfPlan {
  /** Null when nothing is to be heard. */
  audio: PlannedAudio | null;
  /** The encoded mix. */
  path: string;
  warnings: RenderWarning[];
}

/** The mixing, under way. */
export interface SoundWork extends AsyncDisposable {
  /** `tracks` are those that the page has at last: should they be others than at first, all is mixed anew. */
  finish(tracks: readonly SoundTrack[]): Promise<SoundOfPlan>;
}

interface Heard {
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
  codec: AudioCodec;
}

export function openSoundWork(heard: Heard, tools: SoundTools, signal: AbortSignal): SoundWork {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const work = mixSound(heard, tools, both);
  // Whoever waits for it is told; when the rehearsal fails, nobody does.
  work.catch(() => {});
  return {
    async finish(tracks) {
      const isSame = canonicalJson(tracks) === canonicalJson(heard.tracks);
      const made = await work;
      return isSame ? made : mixSound({ ...heard, tracks }, tools, both);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await work.catch(() => {});
    },
  };
}

async function mixSound(
  { tracks, curves, fps, firstFrame, frameCount }: Heard,
  { engine, library, folder, codec }: SoundTools,
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

/** Stores the mix beside its plan, for a stream also in parts; the store checks that it is the one whose hash the plan holds. */
export async function storeSound(
  plan: RenderPlan,
  path: string,
  place: { store: ArtifactStore; tenantId: string; folder: TempFolder; signal: AbortSignal },
): Promise<void> {
  const { planHash, audio, encode } = plan;
  if (!audio) return;
  await place.store.putFile(audioKey(place.tenantId, planHash, audio.codec), path, audioContentType(audio.codec));
  if (encode.format === 'hls') await storeStreamAudio(plan, path, place);
}
