/**
 * What a page shows at several exposures of its HDR videos, put together to one picture of ten bits and more. Pure.
 *
 * A browser mixes in straight lines: where a video lets through a part of itself, the page with the video black is all but that part, and
 * what comes on top with the video white is that part. So both are known at each pixel, with every mask, edge and overlay, and no
 * geometry has to be known at all.
 * @module
 */
import type { HdrTransfer } from '#contracts/hdr.ts';
import { fromMix, lightToSrgb, pageLight, srgbToLight } from './curves.ts';
import { EXPOSURES, FULL_SIGNAL, MOST_UNITS, WHITE_UNITS } from './exposures.ts';

/** Eight bits a channel; what lies behind the first three channels of a pixel is not looked at. */
export interface Picture {
  bytes: Uint8Array;
  channels: number;
  width: number;
  height: number;
}

export interface ExposedPictures {
  /** With all HDR videos black. */
  black: Picture;
  /** With all of them white; null when there are none, then `black` is the page itself. */
  white: Picture | null;
  /** With the first of their exposures, in order. */
  exposures: readonly Picture[];
}

/** Gives raw `rgb48le` in the transfer's signal and the primaries of BT.2020. */
export type Merge = (pictures: ExposedPictures) => Buffer;

/** Steps between two values of a page's channel where a part of it shows through. */
const FINE = 16;
const LIGHT_STEPS = 65_535;

const merges = new Map<HdrTransfer, Merge>();

/** Its tables are made once. */
export function mergeFor(transfer: HdrTransfer): Merge {
  const merge = merges.get(transfer) ?? createMerge(transfer);
  merges.set(transfer, merge);
  return merge;
}

function createMerge(transfer: HdrTransfer): Merge {
  const lights = Float64Array.from({ length: 255 * FINE + 1 }, (_, i) => srgbToLight(i / (255 * FINE)));
  const unitsOfLight = Float64Array.from(
    { length: LIGHT_STEPS + 1 },
    (_, i) => lightToSrgb(i / LIGHT_STEPS) * WHITE_UNITS,
  );
  const signals = Uint16Array.from({ length: MOST_UNITS + 1 }, (_, units) =>
    Math.round(fromMix[transfer](units / WHITE_UNITS) * FULL_SIGNAL),
  );
  const toLight = pageLight[transfer];

  /** Units of a page's colour, its channels from 0 to 255. */
  function pageUnits(red: number, green: number, blue: number): number[] {
    const light = (value: number) => lights[Math.round(value * FINE)]!;
    return toLight(light(red), light(green), light(blue)).map(
      (value) => unitsOfLight[Math.round(Math.min(1, Math.max(0, value)) * LIGHT_STEPS)]!,
    );
  }
  const signalOf = (units: number): number => signals[Math.max(0, Math.min(MOST_UNITS, Math.round(units)))]!;

  return ({ black, white, exposures }) => {
    const { bytes, channels, width, height } = black;
    const merged = new Uint16Array(width * height * 3);
    const seen = new Float64Array(3);
    let lastColour = -1;
    let last: number[] = [];
    for (let at = 0, to = 0; to < merged.length; at += channels, to += 3) {
      const [red, green, blue] = [bytes[at]!, bytes[at + 1]!, bytes[at + 2]!];
      let most = 0;
      let least = 255;
      for (let channel = 0; white && channel < 3; channel++) {
        const part = Math.max(0, white.bytes[at + channel]! - bytes[at + channel]!);
        seen[channel] = part;
        if (part > most) most = part;
        if (part < least) least = part;
      }
      if (!white || most === 0) {
        const colour = red * 65_536 + green * 256 + blue;
        if (colour !== lastColour) last = pageUnits(red, green, blue).map(signalOf);
        lastColour = colour;
        for (let channel = 0; channel < 3; channel++) merged[to + channel] = last[channel]!;
        continue;
      }
      const page =
        least === 255 ? null : pageUnits(behind(red, seen[0]!), behind(green, seen[1]!), behind(blue, seen[2]!));
      for (let channel = 0; channel < 3; channel++) {
        const ground = bytes[at + channel]!;
        let units = page ? page[channel]! * (1 - seen[channel]! / 255) : 0;
        for (let i = 0; i < exposures.length; i++)
          units += EXPOSURES[i]!.step * (exposures[i]!.bytes[at + channel]! - ground);
        merged[to + channel] = signalOf(units);
      }
    }
    return Buffer.from(merged.buffer);
  };
}

/** The page's own value where `part` of 255 is the video's. */
const behind = (value: number, part: number): number =>
  part === 255 ? 0 : Math.min(255, (value * 255) / (255 - part));
