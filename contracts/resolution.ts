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

/** Names that fit each orientation; the value is what follows the orientation's name. */
const ALIASES = { '1080p': '', hd: '', '4k': '-4k', uhd: '-4k' } as const;

export type Resolution = keyof typeof SIZES | keyof typeof ALIASES;
export const RESOLUTIONS = [...Object.keys(SIZES), ...Object.keys(ALIASES)] as Resolution[];

/** Pixels of a resolution; an alias takes the orientation of the composition's own size. */
export function sizeOfResolution(resolution: Resolution, own: Size): Size {
  return SIZES[isAlias(resolution) ? `${orientation(own)}${ALIASES[resolution]}` : resolution];
}

function isAlias(resolution: Resolution): resolution is keyof typeof ALIASES {
  return Object.hasOwn(ALIASES, resolution);
}

function orientation({ width, height }: Size): 'landscape' | 'portrait' | 'square' {
  if (width === height) return 'square';
  return width > height ? 'landscape' : 'portrait';
}
