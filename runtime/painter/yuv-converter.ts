/**
 * The memory of `to-yuv.wat`, and its one function.
 * @module
 */

export interface YuvConverter {
  /** Rows of four bytes a pixel, blue first. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** The planes Y, U and V of what `pixels` held at the last conversion. */
  readonly yuv: Uint8Array<ArrayBuffer>;
  convert(): void;
}

const PAGE_BYTES = 65_536;

/** Width and height are even, and the width is at least 16. `module` is the assembled `to-yuv.wat`. */
export function openYuvConverter(module: BufferSource, width: number, height: number): YuvConverter {
  const pixelBytes = width * height * 4;
  const yuvBytes = (width * height * 3) / 2;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((pixelBytes + yuvBytes) / PAGE_BYTES) });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module), { picture: { memory } });
  const toYuv = exports['toYuv'] as (width: number, height: number) => void;
  return {
    pixels: new Uint8Array(memory.buffer, 0, pixelBytes),
    yuv: new Uint8Array(memory.buffer, pixelBytes, yuvBytes),
    convert: () => toYuv(width, height),
  };
}
