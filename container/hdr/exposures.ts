/**
 * A frame with more light than eight bits can hold, as several pictures that can: each shows one stretch of the scale, black below it and
 * white above. Their sum, each times its step, is the frame, and stays so when a browser scales, turns, clips or blends them alike. Pure.
 * @module
 */
import type { HdrTransfer } from '#contracts/hdr.ts';
import { toMix } from './curves.ts';

/** Units of the scale in which pictures are mixed: this many are the white of a page. */
export const WHITE_UNITS = 255 * 48;

/** Where each exposure begins, in 48ths of white. A step of each is about one of ten bits of PQ, or of HLG; 5.4 is PQ's 10,000 nits. */
const EDGES = [0, 3, 16, 48, 96, 260];

export interface Exposure {
  /** In units: what it shows as black, and the difference between two of its 256 values. */
  from: number;
  step: number;
}
export const EXPOSURES: readonly Exposure[] = EDGES.slice(1).map((edge, i) => ({
  from: EDGES[i]! * 255,
  step: edge - EDGES[i]!,
}));
export const MOST_UNITS = EDGES.at(-1)! * 255;

/** What FFmpeg's scaler writes for a signal of 1 in 16 bits, and reads as one. */
export const FULL_SIGNAL = 65_280;

/** A frame in raw RGB, three 16-bit signals a pixel. */
export interface SignalFrame {
  signals: Uint16Array;
  width: number;
  height: number;
}

export interface ExposureMaker {
  /** How many exposures show anything of the frame, the darkest stretch first. */
  count(frame: SignalFrame): number;
  /** One of them: three bytes a pixel. */
  expose(frame: SignalFrame, exposure: number): Buffer;
}

const makers = new Map<HdrTransfer, ExposureMaker>();

/** Its tables are made once. */
export function exposureMaker(transfer: HdrTransfer): ExposureMaker {
  const maker = makers.get(transfer) ?? createExposureMaker(transfer);
  makers.set(transfer, maker);
  return maker;
}

function createExposureMaker(transfer: HdrTransfer): ExposureMaker {
  const units = Float64Array.from({ length: 65_536 }, (_, signal) => unitsOf(transfer, signal));
  const tables = EXPOSURES.map(({ from, step }) =>
    Uint8Array.from(units, (value) => Math.max(0, Math.min(255, Math.round((value - from) / step)))),
  );
  return {
    count({ signals }) {
      let brightest = 0;
      for (const signal of signals) if (signal > brightest) brightest = signal;
      return tables.filter((table) => table[brightest]! > 0).length;
    },
    expose({ signals }, exposure) {
      const table = tables[exposure]!;
      const bytes = Buffer.allocUnsafe(signals.length);
      for (let i = 0; i < signals.length; i++) bytes[i] = table[signals[i]!]!;
      return bytes;
    },
  };
}

const unitsOf = (transfer: HdrTransfer, signal: number): number =>
  toMix[transfer](Math.min(1, signal / FULL_SIGNAL)) * WHITE_UNITS;
