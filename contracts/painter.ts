/**
 * What the painter's page offers to the render node: it holds the composition in a frame inside a canvas, paints it there, and leaves the
 * pictures in a file of the browser's profile.
 * @module
 */

/** How a picture is painted: in one piece, or tile by tile. The two differ by rounding where something is blurred, so a plan names one. */
export const PAINTINGS = ['whole', 'tiled'] as const;
export type Painting = (typeof PAINTINGS)[number];

/** Engine files, beside the runtime. */
export const PAINTER_PAGE = 'painter.html';

/** `window.__painter` of that page. */
export interface PainterPage {
  /** Sizes the canvas and opens the file. Throws when the browser cannot paint elements into a canvas. */
  open(options: PainterOptions): Promise<void>;
  /**
   * The next frame of the browser is a frame of the output, painted like this. Returns what stands in the way, as `Painted` has it; then
   * that frame must not come: some of it kills the browser.
   */
  begin(painting: Painting): string | null;
  /** The window of the composition; an empty object when that is a page of another origin by now. */
  composition(): object;
  /** Settles when the frame that was begun last is done; null before the first. */
  whenDone(): Promise<Painted | null>;
  /** Same as `paintChanges` of the composition. */
  countChanges(): number;
  /** Makes the next frame of the browser paint the page small, for a comparison. */
  beginLook(): void;
  /** Moves the composition out of the canvas, as small as it was painted, so that the compositor draws it. */
  show(): Promise<void>;
  /** Moves the composition back. Compares what was painted with what the compositor has drawn, a PNG in Base64. */
  compare(png: string): Promise<PaintDifference>;
}

/** Difference of a painted picture from the drawn one, on pictures of `lookSize`. */
export interface PaintDifference {
  /** Largest number of pixels in one block that resemble nothing around their place in the other picture. */
  strayPixels: number;
  /** Largest difference between the mean colours of one block, of 255. */
  shade: number;
}

/** Most pixels of a picture that is compared: few enough that comparing takes little time. */
const LOOK_PIXELS = 480 * 270;

/** Size in device pixels of a picture that is compared. */
export interface LookSize {
  width: number;
  height: number;
  /** Width of one pixel of the picture, in pixels of the output. */
  divisor: number;
}

export function lookSize(width: number, height: number): LookSize {
  const divisor = Math.max(1, Math.ceil(Math.sqrt((width * height) / LOOK_PIXELS)));
  // The rest at the right and below is no whole pixel.
  return { width: Math.floor(width / divisor), height: Math.floor(height / divisor), divisor };
}

export interface PainterOptions {
  /** CSS pixels of the composition. */
  width: number;
  height: number;
  /** Device pixels per CSS pixel. */
  scale: number;
  /** Size of the pictures that are compared. */
  look: LookSize;
  /** Stands at the beginning of the file, so that it can be told from others. ASCII, at most `PAINTER_HEADER_BYTES`. */
  token: string;
}

/** Offset of the picture in the file: 8-bit limited-range BT.709, 4:2:0, planes one behind the other. */
export const PAINTER_HEADER_BYTES = 4096;

export interface Painted {
  /** False when nothing has changed since the picture before: the file still holds that one. */
  isNew: boolean;
  /** Name of what the page shows that a canvas would show otherwise; null for nothing of the kind. The picture is then of no use. */
  obstacle: string | null;
  /** Why the picture could not be kept. */
  failure?: string;
}
