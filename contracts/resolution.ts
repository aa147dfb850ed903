/**
 * Named output sizes. They never change the layout: a composition of the same aspect is drawn with more device pixels.
 * @module
 */

interface Size {
  width: number;
  height: number;
}

const SIZES = {
  landscape: { width: 1920, height: 1080 },
  portrait: { width: 1080, height: 1920 },
  square: { width: 1080, height: 1080 },
  'landscape-4k': { width: 3840, height: 2160 },
  'portrait-4k': { width: 2160, height: 3840 },
  'square-4k': { width: 2160, height: 2160 },
} as const satisfies Record<string, Size>;

const HD = { landscape: SIZES.landscape, portrait: SIZES.portrait, square: SIZES.square };
const UHD = { landscape: SIZES['landscape-4k'], portrait: SIZES['portrait-4k'], square: SIZES['square-4k'] };
/** Names that fit each orientation. */
const ALIASES = { '1080p': HD, hd: HD, '4k': UHD, uhd: UHD };

export type Resolution = keyof typeof SIZES | keyof typeof ALIASES;
export const RESOLUTIONS = [...Object.keys(SIZES), ...Object.keys(ALIASES)] as Resolution[];

/** Pixels of a resolution; an alias takes the orientation of the composition's own size. */
export function sizeOfResolution(resolution: Resolution, own: Size): Size {
  return isAlias(resolution) ? ALIASES[resolution][orientation(own)] : SIZES[resolution];
}

function isAlias(resolution: Resolution): resolution is keyof typeof ALIASES {
  return Object.hasOwn(ALIASES, resolution);
}

function orientation({ width, height }: Size): 'landscape' | 'portrait' | 'square' {
  if (width === height) return 'square';
  return width > height ? 'landscape' : 'portrait';
}
