import { describe, expect, it } from 'vitest';
import { findBox, readBoxes, readBoxHeader } from './box-reader.ts';
import { ascii, box, fullBox, u16, u32, u64 } from './box-writer.ts';

describe('boxes', () => {
  it('come back as they were written', () => {
    const bytes = Buffer.concat([
      box('free', ascii('abc')),
      fullBox('mvhd', 1, 0x010203, u16(7, 8), u32(9), u64(2 ** 40)),
    ]);
    const [free, mvhd] = readBoxes(bytes);
    expect([free!.type, free!.body.toString(), free!.bytes.length]).toEqual(['free', 'abc', 11]);
    expect(mvhd!.body.toString('hex')).toBe('01010203' + '00070008' + '00000009' + '0000010000000000');
  });

  it('may reach to the end of their parent', () => {
    expect(readBoxHeader(Buffer.concat([u32(0), ascii('mdat')]), 1000)).toEqual({
      type: 'mdat',
      headerSize: 8,
      size: 1000,
    });
  });

  it('may have a size of 64 bits', () => {
    expect(readBoxHeader(Buffer.concat([u32(1), ascii('mdat'), u64(2 ** 33)]), 2 ** 34)).toEqual({
      type: 'mdat',
      headerSize: 16,
      size: 2 ** 33,
    });
  });

  it('are found by path', () => {
    const tree = box('mdia', box('minf', box('stbl', ascii('x'))));
    expect(findBox(tree, 'mdia/minf/stbl').body.toString()).toBe('x');
    expect(() => findBox(tree, 'mdia/minf/stco')).toThrow('there is no mdia/minf/stco');
  });

  it.each([
    ['a header that is cut off', Buffer.from([0, 0, 0, 9])],
    ['a long header that is cut off', Buffer.concat([u32(1), ascii('mdat'), u32(0)])],
    ['a box longer than its parent', Buffer.concat([u32(9), ascii('free')])],
    ['a box shorter than its header', Buffer.concat([u32(7), ascii('free')])],
    ['a long box shorter than its header', Buffer.concat([u32(1), ascii('mdat'), u64(15)])],
  ])('with %s are refused', (_what, bytes) => {
    expect(() => readBoxes(bytes)).toThrow(expect.objectContaining({ code: 'CHUNK_MISMATCH' }));
  });
});
