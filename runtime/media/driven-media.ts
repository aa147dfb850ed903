import type { ExposureStep, ShownFrame } from '#contracts/media.ts';
import type { Reel } from '#contracts/page.ts';
import type { Adapter } from '../adapters/adapter.ts';

interface Instant {
  timeSeconds: number;
  durationSeconds: number;
}

/** Video and sound of the page. */
export interface DrivenMedia {
  adapter: Adapter;
  /** Names of what the page still waits for. */
  pending(): string[];
  /** Gets the pictures of a moment, so that its seek finds them. */
  prepare(instant: Instant): Promise<void>;
  /** What each video shows at these moments. */
  reels(instants: readonly Instant[]): Reel[];
  /** As `EdgereelPage` has them. */
  exposed(): Promise<ShownFrame[]>;
  expose(step: ExposureStep): Promise<void>;
  /** As `PageDescription` has them. */
  transfers(): string[];
  toneMapped(): { element: string; reason: string }[];
  /** Brings the elements in step with the player, after a change that is no seek. */
  follow(): void;
}

/** For pages whose media nobody drives. */
export const UNDRIVEN_MEDIA: DrivenMedia = {
  adapter: { name: 'media', seek: () => undefined },
  pending: () => [],
  prepare: async () => undefined,
  reels: () => [],
  exposed: async () => [],
  expose: async () => undefined,
  transfers: () => [],
  toneMapped: () => [],
  follow: () => undefined,
};
