/**
 * Widths of text by the browser's own measure, without touching the page.
 * @module
 */

let context: OffscreenCanvasRenderingContext2D | null = null;

/** Width in CSS pixels of one line of text; `font` is a CSS font shorthand such as `700 24px Inter`. */
export function measureText(text: string, font: string): number {
  context ??= new OffscreenCanvas(1, 1).getContext('2d')!;
  context.font = font;
  return context.measureText(text).width;
}
