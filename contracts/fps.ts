/**
 * Frame rates are rationals. A decimal such as 29.97 is refused: it does not say which rate is meant.
 * @module
 */
import { EdgereelError } from './errors.ts';
import { MAX_FPS, MIN_FPS } from './limits.ts';

/** Frames per second as `num/den`, in lowest terms. */
export interface Fps {
  num: number;
  den: number;
}

export const DEFAULT_FPS: Fps = { num: 30, den: 1 };

/** Parses an integer or `"num/den"`. Throws `INVALID_REQUEST` with rule, value and way out; `name` is what the message calls it. */
export function parseFps(value: number | string, name = 'fps'): Fps {
  const match = /^(\d{1,9})(?:\/(\d{1,9}))?$/.exec(String(value).trim());
  const num = Number(match?.[1]);
  const den = Number(match?.[2] ?? 1);
  if (!match || den === 0) {
    throw new EdgereelError(
      'INVALID_REQUEST',
      `${name} must be an integer or a fraction such as 30000/1001, not ${JSON.stringify(value)}.`,
      {
        details: { field: 'fps', value },
      },
    );
  }
  const rate = num / den;
  if (rate < MIN_FPS || rate > MAX_FPS) {
    throw new EdgereelError('INVALID_REQUEST', `${name} must lie between ${MIN_FPS} and ${MAX_FPS}, not ${value}.`, {
      details: { field: 'fps', value, min: MIN_FPS, max: MAX_FPS },
    });
  }
  const divisor = gcd(num, den);
  return { num: num / divisor, den: den / divisor };
}

export function formatFps({ num, den }: Fps): string {
  return den === 1 ? String(num) : `${num}/${den}`;
}

/** Time of a frame in seconds, derived once from the frame number and never accumulated. */
export function frameTime(frame: number, { num, den }: Fps): number {
  return (frame * den) / num;
}

/** How many frames a duration holds: the nearest integer when within a thousandth of it, else rounded up. */
export function countFrames(durationSeconds: number, { num, den }: Fps): number {
  const exact = (durationSeconds * num) / den;
  const nearest = Math.round(exact);
  return Math.abs(exact - nearest) <= 1e-3 ? nearest : Math.ceil(exact);
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
