import { describe, expect, it } from 'vitest';
import { countedTicks, type CountedVideo } from './counted-ticks.ts';

const video: CountedVideo = { count: 5, first: 48, decoded: [45, 48, 51, 54, 57], frameTicks: 3 };

describe('countedTicks', () => {
  it.each<[what: string, changes: Partial<CountedVideo>, ticks: number[]]>([
    ['an even pace from the first frame on', {}, [48, 51, 54, 57, 60]],
    [
      'a jump of one frame in the times of decoding is smoothed',
      { decoded: [45, 48, 51, 57, 60] },
      [48, 51, 54, 57, 60],
    ],
    ['pictures left out on purpose', { decoded: [0, 3, 6, 30, 33], first: 0 }, [0, 3, 6, 30, 33]],
    ['fields that are packets of their own', { decoded: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] }, [48, 51, 54, 57, 60]],
    ['a rate that is no whole number of ticks', { frameTicks: 2.5 }, [48, 51, 53, 56, 58]],
    ['no rate named', { frameTicks: null, decoded: [0, 4, 8, 12, 16], first: 0 }, [0, 4, 8, 12, 16]],
    ['no times at all', { frameTicks: 2, decoded: [], first: 0 }, [0, 2, 4, 6, 8]],
    ['nothing but one frame', { frameTicks: null, decoded: [], first: 0, count: 1 }, [0]],
  ])('%s', (_, changes, ticks) => {
    expect(countedTicks({ ...video, ...changes })).toEqual(ticks);
  });
});
