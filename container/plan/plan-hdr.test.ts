import { expect, it } from 'vitest';
import { chooseHdr } from './plan-hdr.ts';

const PQ = 'smpte2084';
const HLG = 'arib-std-b67';

it.each([
  ['auto', 1, ['bt709'], null],
  ['auto', 1, [], null],
  ['auto', 1, ['bt709', PQ], 'pq'],
  ['auto', 1, [HLG], 'hlg'],
  ['auto', 1, [HLG, PQ], 'pq'],
  ['auto', 2, [PQ], null],
  ['on', 1, [], 'pq'],
  ['on', 1, [HLG], 'hlg'],
  ['off', 1, [PQ], null],
  [undefined, 1, [PQ], null],
] as const)('hdr %s at scale %i with sources of %j is %s', (hdr, scale, transfers, expected) => {
  expect(chooseHdr(hdr ? { hdr } : {}, { scale }, { transfers: [...transfers] })).toBe(expected);
});

it('is refused for a larger output than the composition', () => {
  expect(() => chooseHdr({ hdr: 'on' }, { scale: 2 }, { transfers: [] })).toThrow('hdr: "on" goes with the size of');
});
