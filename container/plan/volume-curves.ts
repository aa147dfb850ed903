/**
 * What scripts make of the volumes of media, found by going through the composition.
 * @module
 */
import type { SoundTrack, VolumeCurve } from '#contracts/sound.ts';
import type { CompositionPage } from '../capture/composition-page.ts';

const SAMPLES_PER_SECOND = 60;
/** Past ten minutes the samples lie further apart. */
const MAX_SAMPLES = 36_000;
/** So many are taken in one go: each is a seek, and the page must answer now and then. */
const SAMPLES_AT_ONCE = 500;
/** To learn whether any script touches a volume at all. */
const FIRST_LOOKS = 64;

/** The last thing to be asked of a page: it is left wherever the curves end. */
export async function readVolumeCurves(
  page: Pick<CompositionPage, 'sampleVolumes'>,
  tracks: readonly SoundTrack[],
  durationSeconds: number,
): Promise<VolumeCurve[]> {
  const heard = tracks.filter(({ from }) => from < durationSeconds);
  if (heard.length === 0) return [];
  const looked = await page.sampleVolumes(timesIn(spanOf(heard, durationSeconds), FIRST_LOOKS));
  const touched = heard.filter(({ renderId }) => renderId in looked);
  if (touched.length === 0) return [];

  const span = spanOf(touched, durationSeconds);
  const times = timesIn(span, Math.min(MAX_SAMPLES, Math.ceil((span.end - span.start) * SAMPLES_PER_SECOND) + 1));
  const values = new Map<string, number[]>(touched.map(({ renderId }) => [renderId, []]));
  for (let at = 0; at < times.length; at += SAMPLES_AT_ONCE) {
    const sampled = await page.sampleVolumes(times.slice(at, at + SAMPLES_AT_ONCE));
    for (const [renderId, own] of values) own.push(...sampled[renderId]!);
  }
  const intervalSeconds = times.length > 1 ? times[1]! - times[0]! : 1;
  return touched.flatMap(({ renderId, volume }) => {
    const own = values.get(renderId)!;
    const isAsWritten = own.every((value) => Math.abs(value - Math.min(1, volume)) < 1e-6);
    return isAsWritten ? [] : [{ renderId, start: span.start, intervalSeconds, values: own }];
  });
}

function spanOf(tracks: readonly SoundTrack[], durationSeconds: number): { start: number; end: number } {
  return {
    start: Math.min(...tracks.map(({ from }) => from)),
    end: Math.min(durationSeconds, Math.max(...tracks.map(({ to }) => to ?? Infinity))),
  };
}

/** Evenly from start to end. */
function timesIn({ start, end }: { start: number; end: number }, count: number): number[] {
  const steps = Math.max(1, count - 1);
  return Array.from({ length: steps + 1 }, (_, i) => start + ((end - start) * i) / steps);
}
