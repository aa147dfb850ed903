/**
 * Tracks and their files → the sound of a composition, mixed once.
 * @module
 */
import pLimit from 'p-limit';
import { isEdgereelError } from '#contracts/errors.ts';
import type { MediaFacts } from '#contracts/media.ts';
import type { AudioCodec } from '#contracts/plan.ts';
import { SAMPLE_RATE, type SoundTrack, type VolumeCurve } from '#contracts/sound.ts';
import type { RenderWarning } from '#contracts/warning.ts';
import { decodeSound } from './decode-sound.ts';
import { tailSamples } from './effects/chain.ts';
import { encodeSound } from './encode-sound.ts';
import { mix, type Voice } from './mix.ts';
import { isHeard, planMix, type MixPlan, type PlannedVoice } from './plan-mix.ts';
import { followRate } from './rate.ts';
import type { SoundSource } from './sound-block.ts';
import { SoundFailure } from './sound-failure.ts';
import type { SoundFile } from './sound-file.ts';
import { stretch } from './stretch.ts';
import { strip } from './strip.ts';

export interface SoundInput {
  tracks: readonly SoundTrack[];
  curves: readonly VolumeCurve[];
  /** The range of samples that is wanted: it sounds as it does in the whole. */
  firstSample: number;
  endSample: number;
  /** The file at a URL, on this node's disk. Throws the reason why there is none. */
  find(url: string): Promise<{ path: string; facts: MediaFacts }>;
  /** A file as its author knows it. */
  nameOf(url: string): string;
}

export interface MadeSound {
  /** False when no track is left that could be heard: then there is no file. */
  isThere: boolean;
  warnings: RenderWarning[];
}

/** Writes the mix to `outputPath`. A track that cannot be heard is told of, and the others are mixed without it. */
export async function makeSound(
  input: SoundInput,
  output: { ffmpegPath: string; codec: AudioCodec; outputPath: string },
  signal: AbortSignal,
): Promise<MadeSound> {
  const warnings: RenderWarning[] = [];
  const report = (track: SoundTrack, reason: string): void => {
    warnings.push(warningOf(track, input.nameOf(track.url), reason));
  };
  const heard = input.tracks.filter((track) => isHeard(track, input.endSample));
  const sources = await findSources(heard, input, { ffmpegPath: output.ffmpegPath, report, signal });
  const plan = planMix({ ...input, totalSamples: input.endSample, sources });
  for (const { track, reason } of plan.problems) report(track, reason);
  const isThere = plan.voices.length + plan.groups.length > 0;
  if (isThere) {
    await using source = openMix(plan, input, { ffmpegPath: output.ffmpegPath, report, signal });
    await encodeSound(source, input, output, signal);
  }
  return { isThere, warnings };
}

interface Work {
  ffmpegPath: string;
  report: (track: SoundTrack, reason: string) => void;
  signal: AbortSignal;
}

const PARALLEL_LOOKS = 4;

async function findSources(
  tracks: readonly SoundTrack[],
  { find }: SoundInput,
  { report, signal }: Work,
): Promise<Map<string, SoundFile>> {
  const sources = new Map<string, SoundFile>();
  const failures = new Map<string, SoundFailure>();
  const limit = pLimit(PARALLEL_LOOKS);
  const look = async (url: string): Promise<void> => {
    try {
      const { path, facts } = await find(url);
      if (!facts.audio) throw new NoSoundStream();
      sources.set(url, { path, audio: facts.audio });
    } catch (error) {
      signal.throwIfAborted();
      failures.set(url, asFailure(error));
    }
  };
  await Promise.all([...new Set(tracks.map(({ url }) => url))].map((url) => limit(look, url)));
  for (const track of tracks) {
    const failure = failures.get(track.url);
    if (failure && (track.isDeclared || !(failure instanceof NoSoundStream))) report(track, failure.message);
  }
  return sources;
}

class NoSoundStream extends SoundFailure {
  constructor() {
    super('is not there: the file holds no sound');
  }
}

/** What keeps one file from being had is told of the track; what may not happen again is the call's own failure. */
function asFailure(error: unknown): SoundFailure {
  if (error instanceof SoundFailure) return error;
  // A host that does not answer has been asked again already.
  const isLost = isEdgereelError(error) && (!error.retryable || error.code === 'ASSET_FETCH_UNAVAILABLE');
  if (!isLost) throw error;
  const { reason } = error.details;
  return new SoundFailure(`cannot be had: ${typeof reason === 'string' ? reason : error.message.replace(/\.$/, '')}`);
}

function openMix(
  { voices, groups }: MixPlan,
  { firstSample, endSample: totalSamples }: SoundInput,
  work: Work,
): SoundSource {
  const asVoice = (planned: PlannedVoice): Voice => ({
    startSample: planned.startSample,
    endSample: Math.min(totalSamples, planned.endSample + tailSamples(planned.effects)),
    open: () => strip(openSource(planned, work), planned, planned.endSample - planned.startSample),
    onFailure: ({ message }) => work.report(planned.track, message),
  });
  const buses = groups.map((group): Voice => ({
    startSample: 0,
    endSample: totalSamples,
    open: () => strip(mix(group.voices.map(asVoice)), group, totalSamples),
    onFailure: () => {},
  }));
  // What has died away before the first sample need not be decoded.
  const heard = [...voices.map(asVoice), ...buses].filter(({ endSample }) => endSample > firstSample);
  return mix(heard);
}

/** The stretcher looks a little further than what is heard. */
const MARGIN_SECONDS = 0.25;

function openSource(planned: PlannedVoice, { ffmpegPath, report, signal }: Work): SoundSource {
  const { source, sourceStart, rate, laneStart, startSample, endSample, track } = planned;
  const secondsOf = (samples: number): number => samples / SAMPLE_RATE;
  const windowSeconds = secondsOf(endSample - startSample);
  const begin = followRate(rate)(laneStart);
  const decoded = decodeSound(ffmpegPath, source, {
    start: sourceStart,
    seconds: followRate(rate)(laneStart + windowSeconds) - begin + MARGIN_SECONDS,
    onBreak: (reason) => report(track, reason),
    signal,
  });
  if (rate === 1) return decoded;
  const played = followRate(rate);
  return stretch(decoded, (sample) => (played(laneStart + secondsOf(sample)) - begin) * SAMPLE_RATE);
}

function warningOf({ element, renderId, url }: SoundTrack, file: string, reason: string): RenderWarning {
  return {
    code: 'audio_processing_failed',
    severity: 'error',
    message: `The sound of ${element} (${file}) ${reason}.`,
    details: { element, renderId, file, url, reason },
  };
}
