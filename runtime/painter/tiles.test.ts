import { expect, test } from 'vitest';
import { tilesOf } from './tiles.ts';

test.each([
  [1920, 1080, 9, [640, 360]],
  [3840, 2160, 36, [640, 360]],
  [1080, 1920, 10, [540, 384]],
  [1280, 720, 4, [640, 360]],
  [320, 180, 1, [320, 180]],
  [7680, 4320, 144, [640, 360]],
  [16, 4000, 1, [16, 4000]],
] as const)('%i × %i', (width, height, count, [tileWidth, tileHeight]) => {
  const tiles = tilesOf(width, height);
  expect(tiles).toHaveLength(count);
  expect(tiles[0]).toEqual({ x: 0, y: 0, width: tileWidth, height: tileHeight });
});

test('tiles cover each pixel once, and none is too large', () => {
  for (const [width, height] of [
    [1919, 1079],
    [642, 362],
    [2, 2],
  ] as const) {
    const tiles = tilesOf(width, height);
    expect(tiles.reduce((sum, tile) => sum + tile.width * tile.height, 0)).toBe(width * height);
    for (const tile of tiles) expect(tile.width * tile.height * 4).toBeLessThanOrEqual(960 * 1024);
    expect(Math.max(...tiles.map(({ x, width: w }) => x + w))).toBe(width);
    expect(Math.max(...tiles.map(({ y, height: h }) => y + h))).toBe(height);
  }
});
