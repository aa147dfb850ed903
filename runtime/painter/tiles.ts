/**
 * The pieces in which a picture is painted.
 * @module
 */

export interface Tile {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * What Chrome's allocator keeps for the next use is at most this large. A layer of a whole picture (each group with an opacity is one) comes
 * fresh from the system each time, page by page.
 */
const MAX_LAYER_BYTES = 960 * 1024;
const BYTES_PER_PIXEL = 4;
const MAX_TILE_WIDTH = 640;

/** Tiles that cover a picture, about as high as wide: what crosses a border is painted once for each side. */
export function tilesOf(width: number, height: number): Tile[] {
  const columnWidth = divide(width, MAX_TILE_WIDTH);
  const rowHeight = divide(height, Math.floor(MAX_LAYER_BYTES / BYTES_PER_PIXEL / columnWidth));
  const tiles: Tile[] = [];
  for (let y = 0; y < height; y += rowHeight) {
    for (let x = 0; x < width; x += columnWidth) {
      tiles.push({ x, y, width: Math.min(columnWidth, width - x), height: Math.min(rowHeight, height - y) });
    }
  }
  return tiles;
}

/** Length of the parts, nearly equal ones, none above the limit. */
const divide = (length: number, limit: number): number => Math.ceil(length / Math.ceil(length / limit));
