/**
 * Puts the whole page at a composition time.
 * @module
 */
import type { Adapter, Moment } from './adapters/adapter.ts';
import type { SeededRandom } from './clock/seeded-random.ts';
import type { VirtualClock } from './clock/virtual-clock.ts';
import { durationSeconds } from './composition/duration.ts';
import { framesOnTheWay } from './composition/landmarks.ts';
import { quantise } from './composition/quantise.ts';
import { moveScenes } from './scene-blend.ts';

export interface Seeker {
  readonly durationSeconds: number;
  seek(timeSeconds: number): void;
  /** What a seek to this time shows. */
  momentAt(timeSeconds: number): Moment;
  /** Shows a moment that was decided elsewhere. */
  put(moment: Moment): void;
  /** Shows the frame at 0 unless another has been shown. */
  begin(): void;
  /** Looks again for what there is to drive. */
  discover(): void;
}

export interface SeekerOptions {
  clock: VirtualClock;
  random: SeededRandom;
  fps: { num: number; den: number };
  /** Adapters in the order of work. */
  adapters: readonly Adapter[];
}

export function createSeeker({ clock, random, fps, adapters }: SeekerOptions): Seeker {
  let hasBegun = false;
  let lastSeconds = 0;

  function discover(): void {
    for (const adapter of adapters) adapter.discover?.();
  }

  function show(moment: Moment): void {
    // First of all, so that callbacks of every kind see the time of their own frame.
    clock.moveTo(moment.timeSeconds * 1000);
    random.seed(moment.timeSeconds * 1000);
    moveScenes(() => {
      for (const adapter of adapters) adapter.seek(moment);
    });
    lastSeconds = moment.timeSeconds;
  }

  function momentAt(timeSeconds: number): Moment {
    const duration = durationSeconds(adapters);
    const target = Math.min(quantise(timeSeconds, fps), duration || Infinity);
    return { timeSeconds: target, durationSeconds: duration, isPassing: false };
  }

  /** Goes to a later time as a film would that is played up to it. */
  function pass(to: number, duration: number): void {
    const findLandmarks = (): number[] => adapters.flatMap((adapter) => adapter.landmarks?.() ?? []);
    for (const time of framesOnTheWay(findLandmarks, { from: lastSeconds, to }, fps)) {
      show({ timeSeconds: time, durationSeconds: duration, isPassing: true });
    }
  }

  /** Every page begins at 0: a loop that takes its first frame for its beginning has the same one in each chunk. */
  function begin(): void {
    hasBegun = true;
    discover();
    show(momentAt(0));
  }

  return {
    get durationSeconds() {
      return durationSeconds(adapters);
    },
    seek(timeSeconds) {
      const moment = momentAt(timeSeconds);
      if (!hasBegun) {
        begin();
        if (moment.timeSeconds === 0) return;
      }
      pass(moment.timeSeconds, moment.durationSeconds);
      show(moment);
    },
    momentAt,
    put(moment) {
      if (!hasBegun) begin();
      show(moment);
    },
    begin() {
      if (!hasBegun) begin();
    },
    discover,
  };
}
