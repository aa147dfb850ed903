/**
 * Automation: values that change along lanes of points. Pure.
 * @module
 */
import { z } from 'zod';
import { describeIssue } from '#contracts/describe-issue.ts';

export interface LanePoint {
  /** Seconds from the start of the clip, or of the composition that a group lies in. */
  t: number;
  v: number;
  /** Bend of the way to the next point: above 0 it hurries first, below 0 last. */
  curve?: number | undefined;
  /** A place between this point and the next, both ways 0 to 1, that the way leads through. */
  viaX?: number | undefined;
  viaY?: number | undefined;
}

export interface Lane {
  /** Rising in time, at least one. */
  points: readonly LanePoint[];
  /** Equal times change the value by equal factors, as is right for rates. */
  isLogarithmic?: boolean;
}

const MAX_POINTS = 512;

const Point = z.object({
  t: z.number(),
  v: z.number(),
  curve: z.number().min(-1).max(1).optional(),
  viaX: z.number().min(0).max(1).optional(),
  viaY: z.number().min(0).max(1).optional(),
});
const WrittenLane = z.object({ target: z.string(), points: z.array(Point).min(1).max(MAX_POINTS) });
const Automation = z.union([z.array(WrittenLane), z.object({ lanes: z.array(WrittenLane) })]);

/** Lanes by target: `volume`, `rate`, `fx.<node>.<param>`, `fx.preset.<id>`. Throws with the reason when the text is none. */
export function parseAutomation(text: string | null): Map<string, Lane> {
  if (text === null || text.trim() === '') return new Map();
  const parsed = Automation.parse(JSON.parse(text), { error: describeIssue });
  const lanes = Array.isArray(parsed) ? parsed : parsed.lanes;
  return new Map(
    lanes.map(({ target, points }) => [
      target,
      { points: points.toSorted((a, b) => a.t - b.t), ...(target === 'rate' && { isLogarithmic: true }) },
    ]),
  );
}

/** Before the first point and after the last the value stands still. Of two points at one time the later written one counts from there on. */
export function laneValue({ points, isLogarithmic }: Lane, seconds: number): number {
  let after = 0;
  while (after < points.length && points[after]!.t <= seconds) after++;
  const from = points[after - 1];
  const to = points[after];
  if (!from) return to!.v;
  if (!to) return from.v;
  const way = bend((seconds - from.t) / (to.t - from.t), from);
  if (isLogarithmic && from.v > 0 && to.v > 0) return from.v * (to.v / from.v) ** way;
  return from.v + (to.v - from.v) * way;
}

/** Exponents 1/4 to 4. */
const BEND_BASE = 4;

function bend(x: number, { curve, viaX, viaY }: LanePoint): number {
  if (viaX !== undefined && viaY !== undefined) {
    const isInside = viaX > 0 && viaX < 1 && viaY > 0 && viaY < 1;
    return isInside ? x ** (Math.log(viaY) / Math.log(viaX)) : x;
  }
  return curve ? x ** (BEND_BASE ** -curve) : x;
}
