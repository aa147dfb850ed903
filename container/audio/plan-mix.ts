/**
 * What is heard of which source from which sample to which. Pure.
 * @module
 */
import { MAX_VOLUME, SAMPLE_RATE, type SoundGroup, type SoundTrack, type VolumeCurve } from '#contracts/sound.ts';
import { readEffects, type PlannedEffect } from './effects/read-effects.ts';
import { laneValue, parseAutomation, type Lane } from './lanes.ts';
import { followRate, type Rate } from './rate.ts';
import { endOf, type SoundFile } from './sound-file.ts';

/** Effects and volume of a track or a group. */
export interface PlannedStrip {
  effects: PlannedEffect[];
  /** A curve's start counts from the strip's first sample. */
  volume: number | Lane | VolumeCurve;
  /** What lanes call the time of the strip's first sample. */
  laneStart: number;
  /** Samples from the strip's first one. */
  fadeIn: { from: number; to: number };
  fadeOut: { from: number; to: number };
}

export interface PlannedVoice extends PlannedStrip {
  track: SoundTrack;
  source: SoundFile;
  /** Samples of the mix. */
  startSample: number;
  endSample: number;
  /** Seconds into the source at the first sample. */
  sourceStart: number;
  rate: Rate;
}

export interface PlannedGroup extends PlannedStrip {
  id: string;
  voices: PlannedVoice[];
}

export interface MixPlan {
  /** Those in no group. */
  voices: PlannedVoice[];
  groups: PlannedGroup[];
  problems: MixProblem[];
}

export interface MixProblem {
  track: SoundTrack;
  /** The end of a sentence about the track's sound. */
  reason: string;
}

export interface MixInput {
  tracks: readonly SoundTrack[];
  curves: readonly VolumeCurve[];
  totalSamples: number;
  /** By URL. Tracks whose source is not there are left out; who knows why tells. */
  sources: ReadonlyMap<string, SoundFile>;
}

export function planMix({ tracks, curves, totalSamples, sources }: MixInput): MixPlan {
  const problems: MixProblem[] = [];
  const groups = new Map<string, PlannedGroup>();
  const voices: PlannedVoice[] = [];
  for (const track of tracks.filter((one) => isHeard(one, totalSamples))) {
    const source = sources.get(track.url);
    if (!source) continue;
    const report = (reason: string): unknown => problems.push({ track, reason });
    const curve = curves.find(({ renderId }) => renderId === track.renderId);
    const voice = planVoice(track, { source, curve, totalSamples, report });
    if (!voice) continue;
    const { group } = track;
    if (!group) voices.push(voice);
    else {
      if (!groups.has(group.id)) groups.set(group.id, planGroup(group, totalSamples, report));
      groups.get(group.id)!.voices.push(voice);
    }
  }
  return { voices, groups: [...groups.values()], problems };
}

/** Whether any of it falls into the composition. */
export function isHeard({ from, to }: SoundTrack, totalSamples: number): boolean {
  const startSample = toSample(from);
  return startSample < totalSamples && (to === null || toSample(to) > startSample);
}

const toSample = (seconds: number): number => Math.round(seconds * SAMPLE_RATE);

type Report = (reason: string) => unknown;

function planVoice(
  track: SoundTrack,
  {
    source,
    curve,
    totalSamples,
    report,
  }: { source: SoundFile; curve: VolumeCurve | undefined; totalSamples: number; report: Report },
): PlannedVoice | null {
  const lanes = readLanes(track.automation, report);
  const rate = lanes.get('rate') ?? track.rate;
  const laneStart = track.from - track.start;
  const sourceStart = track.mediaStart + followRate(rate)(laneStart);
  const sourceEnd = endOf(source);
  if (sourceStart >= sourceEnd) {
    // A window that opens where the source has ended is silent by the rules of the format; a trim past the end is a mistake.
    if (track.mediaStart >= sourceEnd)
      report(`begins ${track.mediaStart} s into a file of ${Number(sourceEnd.toFixed(2))} s; trim less of it`);
    return null;
  }
  const startSample = toSample(track.from);
  const endSample = Math.min(totalSamples, track.to === null ? totalSamples : toSample(track.to));
  const clipSeconds = clipLength(track, { rate, sourceSeconds: sourceEnd - sourceStart, laneStart, totalSamples });
  if (source.audio.isCutOff && clipSeconds < (endSample - startSample) / SAMPLE_RATE)
    report(`breaks off ${sourceEnd.toFixed(2)} s into its file: the rest of it is missing`);
  return {
    track,
    source,
    startSample,
    endSample,
    sourceStart,
    rate,
    laneStart,
    effects: readChain(track.effects, lanes, report),
    volume: lanes.get('volume') ?? (curve && ofTrack(curve, track)) ?? track.volume,
    ...planFades(track, clipSeconds),
  };
}

/** How long the clip is heard when nothing cuts it but its window and its source. */
function clipLength(
  { from, to }: SoundTrack,
  {
    rate,
    sourceSeconds,
    laneStart,
    totalSamples,
  }: { rate: Rate; sourceSeconds: number; laneStart: number; totalSamples: number },
): number {
  const windowSeconds = (to ?? Infinity) - from;
  if (typeof rate === 'number') return Math.min(windowSeconds, sourceSeconds / rate);
  const position = followRate(rate);
  const begin = position(laneStart);
  const limit = Math.min(windowSeconds, totalSamples / SAMPLE_RATE);
  let seconds = 0;
  while (seconds < limit && position(laneStart + seconds) - begin < sourceSeconds) seconds += 0.01;
  return Math.min(seconds, windowSeconds);
}

/** Fades that are longer than the clip are shortened together. */
function planFades({ fadeIn, fadeOut }: SoundTrack, clipSeconds: number): Pick<PlannedStrip, 'fadeIn' | 'fadeOut'> {
  const scale = Math.min(1, clipSeconds / (fadeIn + fadeOut || 1));
  const end = Number.isFinite(clipSeconds) ? clipSeconds : 0;
  return {
    fadeIn: { from: 0, to: fadeIn * scale * SAMPLE_RATE },
    fadeOut: fadeOut > 0 ? { from: (end - fadeOut * scale) * SAMPLE_RATE, to: end * SAMPLE_RATE } : NO_FADE,
  };
}

const NO_FADE = { from: Infinity, to: Infinity };

/** An element's own volume ends at 1; what it was asked to be louder counts on top. */
function ofTrack(curve: VolumeCurve, { from, volume }: SoundTrack): VolumeCurve {
  const factor = Math.max(1, volume);
  return { ...curve, start: curve.start - from, values: curve.values.map((value) => value * factor) };
}

function planGroup(group: SoundGroup, totalSamples: number, report: Report): PlannedGroup {
  const lanes = readLanes(group.automation, report);
  return {
    id: group.id,
    voices: [],
    effects: readChain(group.effects, lanes, report),
    volume: lanes.get('volume') ?? group.volume,
    laneStart: -group.start,
    fadeIn: { from: 0, to: 0 },
    fadeOut: NO_FADE,
  };
}

function readLanes(text: string | null, report: Report): Map<string, Lane> {
  try {
    return parseAutomation(text);
  } catch (error) {
    report(`is not automated, since data-automation cannot be read: ${reasonOf(error)}`);
    return new Map();
  }
}

function readChain(text: string | null, lanes: ReadonlyMap<string, Lane>, report: Report): PlannedEffect[] {
  try {
    return readEffects(text, lanes);
  } catch (error) {
    report(`has no effects, since data-fx-chain cannot be used: ${reasonOf(error)}`);
    return [];
  }
}

function reasonOf(error: unknown): string {
  const issues = (error as { issues?: { path: PropertyKey[]; message: string }[] }).issues;
  const [first] = issues ?? [];
  return first ? `${first.path.join('.') || 'it'}: ${first.message}` : (error as Error).message;
}

/** Linear gain at a sample of the strip. */
export function gainAt(strip: PlannedStrip, sample: number): number {
  return volumeAt(strip, sample / SAMPLE_RATE) * fadeAt(strip, sample);
}

function volumeAt({ volume, laneStart }: PlannedStrip, seconds: number): number {
  if (typeof volume === 'number') return volume;
  if ('points' in volume) return Math.min(MAX_VOLUME, Math.max(0, laneValue(volume, laneStart + seconds)));
  const last = volume.values.length - 1;
  const at = Math.min(last, Math.max(0, (seconds - volume.start) / volume.intervalSeconds));
  const whole = Math.min(last, Math.floor(at));
  const value = volume.values[whole]!;
  return value + ((volume.values[whole + 1] ?? value) - value) * (at - whole);
}

function fadeAt({ fadeIn, fadeOut }: PlannedStrip, sample: number): number {
  const rise = sample < fadeIn.to ? sample / fadeIn.to : 1;
  if (sample <= fadeOut.from) return rise;
  return rise * Math.max(0, (fadeOut.to - sample) / (fadeOut.to - fadeOut.from));
}
