/**
 * Pixels → a file that the browser shows as an image. Its own encoders wait for an idle moment, up to a second, and then pack what is unpacked
 * at once.
 * @module
 */

const FILE_HEADER_BYTES = 14;
/** Version 4, which names the place of alpha. */
const HEADER_BYTES = 108;
const BITFIELDS = 3;
const SRGB = 0x73524742;

/** BMP with alpha, 32 bits a pixel, rows from the top. */
export function toBitmapFile({ data, width, height }: Pick<ImageData, 'data' | 'width' | 'height'>): Blob {
  const offset = FILE_HEADER_BYTES + HEADER_BYTES;
  const header = new DataView(new ArrayBuffer(offset));
  const put = (at: number, ...values: number[]) =>
    values.forEach((value, i) => header.setUint32(at + 4 * i, value, true));
  header.setUint16(0, 0x4d42, true);
  put(2, offset + data.length, 0, offset);
  put(FILE_HEADER_BYTES, HEADER_BYTES, width, -height >>> 0);
  header.setUint16(26, 1, true);
  header.setUint16(28, 32, true);
  put(30, BITFIELDS, data.length);
  // Red, green, blue, alpha, as `ImageData` has them.
  put(54, 0xff, 0xff00, 0xff0000, 0xff000000, SRGB);
  return new Blob([header, data as Uint8ClampedArray<ArrayBuffer>], { type: 'image/bmp' });
}
