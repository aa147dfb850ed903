/** What is known of a sound file before it is decoded. */
export interface SourceFacts {
  path: string;
  channels: number;
  /** To a hundredth of a second, and only as good as what the file says of itself; null when it says nothing. */
  durationSeconds: number | null;
}
