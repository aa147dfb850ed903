/**
 * What a small composition of this library must look like once it is rendered and decoded.
 * @module
 */
import type { PlanCall } from '#contracts/protocol.ts';

export const COLORS = {
  black: [0, 0, 0],
  white: [255, 255, 255],
  red: [255, 0, 0],
  lime: [0, 255, 0],
  blue: [0, 0, 255],
  yellow: [255, 255, 0],
  magenta: [255, 0, 255],
  cyan: [0, 255, 255],
  gray: [128, 128, 128],
} as const;

export type Color = keyof typeof COLORS | readonly [red: number, green: number, blue: number];
export type PixelCheck = readonly [frame: number, x: number, y: number, color: Color];

export interface CompositionChecks {
  /** Frames of the decoded file. */
  frames: number;
  /** Away from edges by a few pixels: half the colour detail is lost in yuv420p. */
  pixels: readonly PixelCheck[];
  /** Frames per chunk, to put a chunk's start where it matters. Default: the plan's own. */
  chunkSize?: number;
  /** Why this composition goes forward alone: its frames are then the same across chunks, and not by jumps. */
  isOneWay?: string;
  /** Options of the plan: variables, fps, entry. */
  call?: Partial<PlanCall>;
  /** Codes that the plan must warn of, in any order, those of lint left out. Default: none are looked at. */
  warnings?: readonly string[];
  /** Files of node_modules that the composition loads, by the path it uses. */
  packages?: Readonly<Record<string, string>>;
  /** The web: URL prefix → folder in the composition's own, no part of the site. Nothing else answers. */
  mirrors?: Readonly<Record<string, string>>;
}

export function checks(expected: CompositionChecks): CompositionChecks {
  return expected;
}
