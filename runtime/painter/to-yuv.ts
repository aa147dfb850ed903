/**
 * The colours of a canvas as a video has them: 8-bit limited-range BT.709, 4:2:0.
 * @module
 */

/** Fixed point: a coefficient of 1 is 2^15. */
const SHIFT = 15;
const HALF = 1 << (SHIFT - 1);

/** Rows of the BT.709 matrix, scaled to limited range. Each row of chroma sums up to 0, so a grey has none. */
const LUMA = { red: 5983, green: 20127, blue: 2032 } as const;
const CHROMA = { own: 14392, otherBlue: { red: 3298, green: 11094 }, otherRed: { green: 13072, blue: 1320 } } as const;
const BLACK = (16 << SHIFT) + HALF;
/** Chroma is summed over four pixels. */
const GREY = (128 << (SHIFT + 2)) + (HALF << 2);

/** Bytes of a picture of this size, the planes Y, U and V one behind the other. Width and height are even. */
export const yuvBytes = (width: number, height: number): number => (width * height * 3) / 2;

/**
 * Fills `yuv` from pixels that hold blue, green and red from the lowest byte on. The chroma of a square of four pixels is their mean. All is
 * counted in integers, so every processor gives the same bytes.
 */
export function toYuv(pixels: Uint32Array, yuv: Uint8Array, width: number, height: number): void {
  const { red: lumaRed, green: lumaGreen, blue: lumaBlue } = LUMA;
  const { own, otherBlue, otherRed } = CHROMA;
  let u = width * height;
  let v = u + u / 4;
  for (let row = 0; row < height; row += 2) {
    let upper = row * width;
    let lower = upper + width;
    for (const end = upper + width; upper < end; upper += 2, lower += 2) {
      const a = pixels[upper]!;
      const b = pixels[upper + 1]!;
      const c = pixels[lower]!;
      const d = pixels[lower + 1]!;
      const aRed = (a >>> 16) & 255;
      const aGreen = (a >>> 8) & 255;
      const aBlue = a & 255;
      const bRed = (b >>> 16) & 255;
      const bGreen = (b >>> 8) & 255;
      const bBlue = b & 255;
      const cRed = (c >>> 16) & 255;
      const cGreen = (c >>> 8) & 255;
      const cBlue = c & 255;
      const dRed = (d >>> 16) & 255;
      const dGreen = (d >>> 8) & 255;
      const dBlue = d & 255;
      yuv[upper] = (lumaRed * aRed + lumaGreen * aGreen + lumaBlue * aBlue + BLACK) >> SHIFT;
      yuv[upper + 1] = (lumaRed * bRed + lumaGreen * bGreen + lumaBlue * bBlue + BLACK) >> SHIFT;
      yuv[lower] = (lumaRed * cRed + lumaGreen * cGreen + lumaBlue * cBlue + BLACK) >> SHIFT;
      yuv[lower + 1] = (lumaRed * dRed + lumaGreen * dGreen + lumaBlue * dBlue + BLACK) >> SHIFT;
      const red = aRed + bRed + cRed + dRed;
      const green = aGreen + bGreen + cGreen + dGreen;
      const blue = aBlue + bBlue + cBlue + dBlue;
      yuv[u++] = (own * blue - otherBlue.red * red - otherBlue.green * green + GREY) >> (SHIFT + 2);
      yuv[v++] = (own * red - otherRed.green * green - otherRed.blue * blue + GREY) >> (SHIFT + 2);
    }
  }
}
