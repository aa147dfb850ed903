/**
 * Presentation timestamps of a video whose file does not give one for every frame. Pure.
 * @module
 */
export interface CountedVideo {
  /** Frames that a decoder makes of the file; at least 1. */
  count: number;
  /** Tick of the first frame. */
  first: number;
  /** Ticks at which the file's packets are decoded, rising. Program streams give few of them exactly. */
  decoded: readonly number[];
  /** Ticks per frame at the stream's average rate; null when the file names none. */
  frameTicks: number | null;
}

/** Decode timestamps that miss an even pace by more than this many frames mean that pictures were left out on purpose. */
const LOOSE_FRAMES = 2;

/**
 * Tick of every frame, rising: at an even pace, because decode timestamps are rough where presentation timestamps are missing. Where pictures
 * were left out on purpose (an AVI that repeats a picture by an empty packet), the decode timestamps are kept.
 */
export function countedTicks({ count, first, decoded, frameTicks }: CountedVideo): number[] {
  const span = (decoded.at(-1) ?? 0) - (decoded[0] ?? 0);
  const step = Math.max(1, frameTicks ?? (span > 0 ? span / Math.max(1, decoded.length - 1) : 1));
  const isUneven = decoded.length === count && Math.abs(span - (count - 1) * step) > LOOSE_FRAMES * step;
  return Array.from({ length: count }, (_, i) =>
    isUneven ? first + decoded[i]! - decoded[0]! : first + Math.round(i * step),
  );
}
