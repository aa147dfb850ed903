/**
 * `window.__player`: plays the page on command, by seeking it along the real clock. In a capture it only seeks.
 * @module
 */
import type { RealClock } from './clock/virtual-clock.ts';
import type { PageEngine } from './page-engine.ts';
import type { MediaOutput } from './media-output.ts';

export interface Player {
  /** From the start when the end has been reached. */
  play(): void;
  pause(): void;
  /** Seconds. Stops playing. */
  seek(timeSeconds: number): void;
  /** Seconds. Plays on if it was playing. */
  renderSeek(timeSeconds: number): void;
  /** Brings a playing page up to the present, e.g. where the browser holds back animation frames. */
  tick(): void;
  getTime(): number;
  getDuration(): number;
  isPlaying(): boolean;
  /** 0.1 to 5. */
  setPlaybackRate(rate: number): void;
  getPlaybackRate(): number;
  setMuted(isMuted: boolean): void;
  isMuted(): boolean;
  /** 0 to 1. */
  setVolume(volume: number): void;
  getVolume(): number;
}

export interface PlayerOptions {
  engine: PageEngine;
  real: RealClock;
  output: MediaOutput;
  canPlay: boolean;
  /** After every change of time or state. */
  onChange: () => void;
}

export function createPlayer({ engine, real, output, canPlay, onChange }: PlayerOptions): Player {
  let timeSeconds = 0;
  let rate = 1;
  /** Real and composition time of the moment from which playing counts; null while paused. */
  let origin: { realMs: number; timeSeconds: number } | null = null;
  let nextFrame = 0;

  function show(seconds: number): void {
    timeSeconds = Math.max(0, Math.min(seconds, engine.duration || Infinity));
    engine.seek(timeSeconds);
  }

  function advance(): void {
    if (!origin) return;
    const next = origin.timeSeconds + ((real.nowMs() - origin.realMs) / 1000) * rate;
    if (next >= engine.duration) origin = null;
    try {
      show(next);
    } catch (error) {
      // A broken callback spoils its frame, not the player.
      reportError(error);
    }
    onChange();
    if (origin) nextFrame = real.requestFrame(advance);
  }

  function stop(): void {
    origin = null;
    real.cancelFrame(nextFrame);
  }

  /** Counts on from the present time, e.g. after a jump or at another rate. */
  function restartCount(): void {
    if (origin) origin = { realMs: real.nowMs(), timeSeconds };
  }

  return {
    play() {
      if (!canPlay || origin || !(engine.duration > 0)) return;
      if (timeSeconds >= engine.duration) timeSeconds = 0;
      origin = { realMs: real.nowMs(), timeSeconds };
      nextFrame = real.requestFrame(advance);
      onChange();
    },
    pause() {
      stop();
      onChange();
    },
    seek(seconds) {
      stop();
      show(seconds);
      onChange();
    },
    renderSeek(seconds) {
      show(seconds);
      restartCount();
      onChange();
    },
    tick() {
      real.cancelFrame(nextFrame);
      advance();
    },
    getTime: () => timeSeconds,
    getDuration: () => engine.duration,
    isPlaying: () => origin !== null,
    setPlaybackRate(next) {
      restartCount();
      rate = Math.min(5, Math.max(0.1, next));
      onChange();
    },
    getPlaybackRate: () => rate,
    setMuted(next) {
      output.setMuted(next);
      onChange();
    },
    isMuted: output.isMuted,
    setVolume(volume) {
      output.setVolume(volume);
      onChange();
    },
    getVolume: output.getVolume,
  };
}
