/**
 * The curves between light and its numbers. Pure.
 *
 * Pictures are mixed in the scale in which browsers mix them: sRGB's curve, going on above its white. 1 is the white of a page, which
 * is 203 nits in PQ and a signal of 75 % in HLG (ITU-R BT.2408).
 * @module
 */
import type { HdrTransfer } from '#contracts/hdr.ts';

/** Light, 1 being white, of a value on sRGB's curve. */
export function srgbToLight(value: number): number {
  return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

export function lightToSrgb(light: number): number {
  return light <= 0.003_130_8 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

const WHITE_NITS = 203;

/** SMPTE ST 2084. */
const M1 = 2610 / 16_384;
const M2 = (2523 / 4096) * 128;
const C1 = 3424 / 4096;
const C2 = (2413 / 4096) * 32;
const C3 = (2392 / 4096) * 32;
const PQ_PEAK_NITS = 10_000;

function pqToLight(signal: number): number {
  const power = signal ** (1 / M2);
  return (PQ_PEAK_NITS / WHITE_NITS) * (Math.max(0, power - C1) / (C2 - C3 * power)) ** (1 / M1);
}

function lightToPq(light: number): number {
  const power = ((light * WHITE_NITS) / PQ_PEAK_NITS) ** M1;
  return ((C1 + C2 * power) / (1 + C3 * power)) ** M2;
}

/** ARIB STD-B67. */
const A = 0.178_832_77;
const B = 1 - 4 * A;
const C = 0.5 - A * Math.log(4 * A);

const hlgToScene = (signal: number): number =>
  signal <= 0.5 ? (signal * signal) / 3 : (Math.exp((signal - C) / A) + B) / 12;
const sceneToHlg = (light: number): number =>
  light <= 1 / 12 ? Math.sqrt(3 * light) : A * Math.log(12 * light - B) + C;
const HLG_WHITE = hlgToScene(0.75);
/** What a display of 1000 nits does to the light of the scene, as a whole. */
const SYSTEM_GAMMA = 1.2;

/**
 * Between a signal of 0 to 1 and the scale in which pictures are mixed. For HLG the display's gamma is taken for each colour channel by
 * itself: greys lie where they lie in a page, and what is mixed with nothing stays what it is.
 */
export const toMix: Readonly<Record<HdrTransfer, (signal: number) => number>> = {
  pq: (signal) => lightToSrgb(pqToLight(signal)),
  hlg: (signal) => lightToSrgb((hlgToScene(signal) / HLG_WHITE) ** SYSTEM_GAMMA),
};
export const fromMix: Readonly<Record<HdrTransfer, (value: number) => number>> = {
  pq: (value) => Math.min(1, lightToPq(srgbToLight(value))),
  hlg: (value) => Math.min(1, sceneToHlg(srgbToLight(value) ** (1 / SYSTEM_GAMMA) * HLG_WHITE)),
};

type Rgb = [red: number, green: number, blue: number];

/** A colour of a page, in light of BT.709, as light of BT.2020 that is ready for sRGB's curve. */
export const pageLight: Readonly<Record<HdrTransfer, (red: number, green: number, blue: number) => Rgb>> = {
  pq: toBt2020,
  hlg(red, green, blue) {
    const light = toBt2020(red, green, blue);
    const luminance = 0.2627 * light[0] + 0.678 * light[1] + 0.0593 * light[2];
    if (luminance <= 0) return [0, 0, 0];
    // The display's gamma goes by luminance; `toMix` took it by channel.
    const gain = luminance ** (1 - SYSTEM_GAMMA);
    return light.map((channel) => channel ** SYSTEM_GAMMA * gain) as Rgb;
  },
};

/** ITU-R BT.2087. */
function toBt2020(red: number, green: number, blue: number): Rgb {
  return [
    0.6274 * red + 0.3293 * green + 0.0433 * blue,
    0.0691 * red + 0.9195 * green + 0.0114 * blue,
    0.0164 * red + 0.088 * green + 0.8956 * blue,
  ];
}
