import { describe, expect, it } from 'vitest';
import { laneValue, parseAutomation, type LanePoint } from './lanes.ts';
import { followRate } from './rate.ts';

const lane = (...points: LanePoint[]) => parseAutomation(JSON.stringify([{ target: 'volume', points }])).get('volume')!;

describe('a lane', () => {
  it('goes straight from point to point, and stands still outside', () => {
    const line = lane({ t: 3, v: 0 }, { t: 1, v: 1 });
    expect([0, 1, 2, 2.5, 3, 9].map((t) => laneValue(line, t))).toEqual([1, 1, 0.5, 0.25, 0, 0]);
  });

  it('jumps between two points of one time', () => {
    const step = lane({ t: 0, v: 0.2 }, { t: 1, v: 0.2 }, { t: 1, v: 0.8 });
    expect([0.999, 1].map((t) => laneValue(step, t))).toEqual([0.2, 0.8]);
  });

  it('bends, and passes through where it is told to', () => {
    expect(laneValue(lane({ t: 0, v: 0, curve: 1 }, { t: 1, v: 1 }), 0.5)).toBeGreaterThan(0.8);
    expect(laneValue(lane({ t: 0, v: 0, curve: -1 }, { t: 1, v: 1 }), 0.5)).toBeLessThan(0.1);
    expect(laneValue(lane({ t: 0, v: 0, viaX: 0.25, viaY: 0.6 }, { t: 1, v: 1 }), 0.25)).toBeCloseTo(0.6, 6);
  });

  it('is read in either spelling; what is none says why', () => {
    expect(parseAutomation(null).size).toBe(0);
    expect(parseAutomation('{"version":1,"lanes":[{"target":"fx.a.q","points":[{"t":0,"v":1}]}]}').has('fx.a.q')).toBe(
      true,
    );
    const points = Array.from({ length: 513 }, (_, t) => ({ t, v: 1 }));
    for (const bad of ['{', '3', '[{"target":"volume","points":[]}]', JSON.stringify([{ target: 'volume', points }])])
      expect(() => parseAutomation(bad)).toThrow();
  });
});

describe('a rate', () => {
  it('plays as much as lies under its curve, whenever it is asked', () => {
    const ramp = parseAutomation('[{"target":"rate","points":[{"t":0,"v":1},{"t":2,"v":4}]}]').get('rate')!;
    expect(laneValue(ramp, 1)).toBeCloseTo(2, 9);
    // The integral of 4^(t/2) from 0 to 2.
    const exact = 3 / (Math.log(4) / 2);
    expect(followRate(ramp)(2)).toBeCloseTo(exact, 4);
    const often = followRate(ramp);
    for (let t = 0; t < 2; t += 0.0123) often(t);
    expect(often(2)).toBe(followRate(ramp)(2));
    expect(followRate(ramp)(3)).toBeCloseTo(exact + 4, 4);
    expect(followRate(0.5)(3)).toBe(1.5);
  });
});
