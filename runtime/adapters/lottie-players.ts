/**
 * The two kinds of Lottie players behind one interface.
 * @module
 */
import { positionAt } from './loop-position.ts';

export interface LottiePlayer {
  show(timeSeconds: number): void;
  /** `Infinity` for a loop without end, 0 before it is loaded. */
  endSeconds(): number;
  /** Rejects when the animation cannot be had. */
  whenLoaded(): Promise<void>;
}

/** An `AnimationItem` of lottie-web. */
interface LottieWebItem {
  goToAndStop(value: number, isFrame: boolean): void;
  isLoaded?: boolean;
  /** Of the present segment. */
  totalFrames: number;
  frameRate: number;
  playSpeed: number;
  playDirection: number;
  /** A number counts the repetitions after the first pass. */
  loop: boolean | number;
  addEventListener?(name: string, listener: () => void): void;
}

/** A `DotLottie` of @lottiefiles/dotlottie-web. */
interface DotLottieItem {
  setFrame(frame: number): void;
  pause(): void;
  isLoaded: boolean;
  totalFrames: number;
  /** Seconds. */
  duration: number;
  speed: number;
  loop: boolean;
  /** Repetitions after the first pass; 0 for no end. */
  loopCount?: number;
  mode: 'forward' | 'reverse' | 'bounce' | 'reverse-bounce';
  /** First and last frame, when only a part is played. */
  segment?: [number, number];
  addEventListener(name: string, listener: () => void): void;
}

/** Null for what is no player. A web component stands for the player inside it. */
export function toLottiePlayer(value: unknown): LottiePlayer | null {
  if (typeof value !== 'object' || value === null) return null;
  const inner = (value as { getLottie?(): unknown }).getLottie?.() ?? value;
  if (isLottieWeb(inner)) return lottieWebPlayer(inner);
  return isDotLottie(inner) ? dotLottiePlayer(inner) : null;
}

function isLottieWeb(value: object): value is LottieWebItem {
  return typeof (value as Partial<LottieWebItem>).goToAndStop === 'function';
}

function isDotLottie(value: object): value is DotLottieItem {
  return typeof (value as Partial<DotLottieItem>).setFrame === 'function';
}

function lottieWebPlayer(item: LottieWebItem): LottiePlayer {
  const passes = (): number => (item.loop === true ? Infinity : Number(item.loop) + 1);
  return {
    show(timeSeconds) {
      // Something that only imitates a player knows its own end.
      if (!(item.totalFrames > 0)) return item.goToAndStop(timeSeconds * 1000, false);
      const elapsed = timeSeconds * item.frameRate * item.playSpeed;
      const repetition = { length: item.totalFrames, passes: passes(), isAlternating: false };
      const frame = positionAt(elapsed, { ...repetition, isReversed: item.playDirection < 0 });
      // The last frame holds; past it nothing would be drawn.
      item.goToAndStop(passes() === Infinity ? frame : Math.min(frame, item.totalFrames - 1), true);
    },
    endSeconds: () => (item.totalFrames > 0 ? (item.totalFrames * passes()) / (item.frameRate * item.playSpeed) : 0),
    whenLoaded: () =>
      item.isLoaded === false ? firstEvent(item, ['DOMLoaded', 'data_ready'], 'data_failed') : Promise.resolve(),
  };
}

function dotLottiePlayer(item: DotLottieItem): LottiePlayer {
  const passes = (): number => {
    if (!item.loop) return 1;
    return item.loopCount ? item.loopCount + 1 : Infinity;
  };
  return {
    show(timeSeconds) {
      if (!item.isLoaded) return;
      item.pause();
      const [first, last] = item.segment ?? [0, item.totalFrames - 1];
      const framesPerSecond = item.totalFrames / item.duration;
      const frame = positionAt(timeSeconds * framesPerSecond * item.speed, {
        length: last - first + 1,
        passes: passes(),
        isReversed: item.mode.startsWith('reverse'),
        isAlternating: item.mode.endsWith('bounce'),
      });
      item.setFrame(Math.min(first + frame, last));
    },
    endSeconds: () => (item.isLoaded ? (item.duration * passes()) / item.speed : 0),
    whenLoaded: () => (item.isLoaded ? Promise.resolve() : firstEvent(item, ['load'], 'loadError')),
  };
}

interface EventSource {
  addEventListener?(name: string, listener: () => void): void;
}

function firstEvent(source: EventSource, good: readonly string[], bad: string): Promise<void> {
  return new Promise((resolve, reject) => {
    for (const name of good) source.addEventListener?.(name, () => resolve());
    source.addEventListener?.(bad, () => reject(new Error('A Lottie animation could not be loaded.')));
  });
}
