import { findRoot } from './root.ts';

interface FrameRate {
  num: number;
  den: number;
}

/** Frames per second as the root declares them in `data-fps`, `30` or `30000/1001`; null when it does not. */
export function declaredFrameRate(): FrameRate | null {
  const match = /^\s*(\d+)(?:\/(\d+))?\s*$/.exec(findRoot()?.getAttribute('data-fps') ?? '');
  return match ? { num: Number(match[1]), den: Number(match[2] ?? 1) } : null;
}
