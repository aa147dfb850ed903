/**
 * Compares two small pictures of one page. What moves by a part of a pixel, or is smoothed otherwise, resembles something around its place in
 * the other picture; what is missing, or elsewhere, does not.
 * @module
 */
import type { PaintDifference } from '#contracts/painter.ts';

interface Picture {
  width: number;
  height: number;
  /** RGBA, four bytes a pixel. */
  data: Uint8ClampedArray;
}

/** Side of the blocks in which differences are counted. */
const BLOCK = 16;
/** Largest difference of a channel, of 255, at which pixels are alike. */
const NEAR = 24;

export function comparePictures(a: Picture, b: Picture): PaintDifference {
  const most: PaintDifference = { strayPixels: 0, shade: 0 };
  for (let top = 0; top < a.height; top += BLOCK) {
    for (let left = 0; left < a.width; left += BLOCK) {
      const { strayPixels, shade } = compareBlocks(a, b, left, top);
      most.strayPixels = Math.max(most.strayPixels, strayPixels);
      most.shade = Math.max(most.shade, shade);
    }
  }
  return most;
}

function compareBlocks(a: Picture, b: Picture, left: number, top: number): PaintDifference {
  const right = Math.min(left + BLOCK, a.width);
  const bottom = Math.min(top + BLOCK, a.height);
  let strayPixels = 0;
  let [red, green, blue] = [0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = (y * a.width + x) * 4;
      red += a.data[at]! - b.data[at]!;
      green += a.data[at + 1]! - b.data[at + 1]!;
      blue += a.data[at + 2]! - b.data[at + 2]!;
      if (isFar(a, b, at) && (isStray(a, b, x, y) || isStray(b, a, x, y))) strayPixels++;
    }
  }
  const pixels = (right - left) * (bottom - top);
  return { strayPixels, shade: Math.max(Math.abs(red), Math.abs(green), Math.abs(blue)) / pixels };
}

function isFar(a: Picture, b: Picture, at: number): boolean {
  for (let channel = 0; channel < 3; channel++) {
    if (Math.abs(a.data[at + channel]! - b.data[at + channel]!) > NEAR) return true;
  }
  return false;
}

/** Whether the mean of `a` around a pixel lies outside the range of what `b` shows there. */
function isStray(a: Picture, b: Picture, x: number, y: number): boolean {
  const [top, bottom] = [Math.max(0, y - 1), Math.min(a.height - 1, y + 1)];
  const [left, right] = [Math.max(0, x - 1), Math.min(a.width - 1, x + 1)];
  const pixels = (bottom - top + 1) * (right - left + 1);
  for (let channel = 0; channel < 3; channel++) {
    let least = 255;
    let most = 0;
    let sum = 0;
    for (let ny = top; ny <= bottom; ny++) {
      for (let nx = left; nx <= right; nx++) {
        const at = (ny * a.width + nx) * 4 + channel;
        sum += a.data[at]!;
        least = Math.min(least, b.data[at]!);
        most = Math.max(most, b.data[at]!);
      }
    }
    const mean = sum / pixels;
    if (mean < least - NEAR || mean > most + NEAR) return true;
  }
  return false;
}
