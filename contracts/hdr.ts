/**
 * High dynamic range: which renders have it, and which choices of a request go with it.
 * @module
 */
import type { Codec, Format } from './formats.ts';

/** `auto`: when a video of the composition has it and the other choices allow it. */
export const HDR_MODES = ['auto', 'on', 'off'] as const;
export type HdrMode = (typeof HDR_MODES)[number];

/** How light is written as numbers: SMPTE ST 2084 or ARIB STD-B67. */
export const HDR_TRANSFERS = ['pq', 'hlg'] as const;
export type HdrTransfer = (typeof HDR_TRANSFERS)[number];

/** As FFmpeg names them. */
export const TRANSFER_NAMES: Readonly<Record<HdrTransfer, string>> = { pq: 'smpte2084', hlg: 'arib-std-b67' };

/** Null for standard dynamic range. `transfer` is named as FFmpeg does. */
export const hdrTransferOf = (transfer: string | null): HdrTransfer | null =>
  HDR_TRANSFERS.find((known) => TRANSFER_NAMES[known] === transfer) ?? null;

/** PQ before HLG: it has room for all that the other can show. Null when no source is HDR. */
export function preferredTransfer(transfers: readonly string[]): HdrTransfer | null {
  const found = transfers.map(hdrTransferOf);
  return HDR_TRANSFERS.find((transfer) => found.includes(transfer)) ?? null;
}

interface Choices {
  hdr: HdrMode;
  format: Format;
  codec?: Codec | undefined;
  resolution?: unknown;
}

/** What `hdr: "on"` does not go with, as the reason; null when nothing stands against it. */
export function findHdrObstacle({ format, codec, resolution }: Omit<Choices, 'hdr'>): string | null {
  if (format !== 'mp4') return `"on" goes with format mp4, not with format ${format}`;
  if (codec !== undefined && codec !== 'h265') return `"on" goes with codec h265, not with codec ${codec}`;
  if (resolution !== undefined)
    return '"on" excludes resolution: HDR is rendered at the size of the composition, give one of the two';
  return null;
}

/** What is left of the wish when the other choices are known. */
export function hdrModeOf(choices: Choices): HdrMode {
  return choices.hdr === 'auto' && findHdrObstacle(choices) !== null ? 'off' : choices.hdr;
}
