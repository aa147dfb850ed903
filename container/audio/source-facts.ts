/** What is known of a sound file before it is decoded. */
export interface SourceFacts {
  path: string;
  channels: number;
  /** What the file's clock shows at source time 0, as FFmpeg counts from where the file begins: above 0 when a codec needs a run-up. */
  originSeconds: number;
  /** To a hundredth of a second, and only as good as what the file says of itself; null when it says nothing. */
  durationSeconds: number | null;
}
