/**
 * Families that are neither bundled nor declared: found at Google Fonts while the plan is made, and frozen with it.
 * @module
 */
import { EdgereelError, isEdgereelError, type ErrorCode } from '#contracts/errors.ts';
import type { FontUse } from '#contracts/page.ts';
import type { RemoteFiles } from '../artifacts/remote-files.ts';

export interface WebFonts {
  /** Style sheets found so far, sorted: a page that links them has the families. */
  readonly sheets: string[];
  /** Families that cannot be had and that the next of their list may stand for, sorted. */
  readonly lost: string[];
  /** Takes a look at the page again as long as it comes upon families that can be had. */
  whileLooking<Result>(look: () => Promise<Result>): Promise<Result>;
}

/** Thrown by a look at a page whose text uses families without an @font-face. */
export class UndeclaredFonts extends Error {
  readonly fonts: readonly FontUse[];

  constructor(fonts: readonly FontUse[]) {
    super(`No @font-face declares ${fonts.map(({ family }) => family).join(', ')}.`);
    this.fonts = fonts;
  }
}

/** `mayFallBack`: a family that cannot be had is left to the next of its list. */
export function openWebFonts(remote: RemoteFiles, mayFallBack: boolean): WebFonts {
  const sheets = new Set<string>();
  const lost = new Set<string>();

  /** Whether the page may be looked at again without the family that an error names. */
  function isLeftOut(error: unknown): boolean {
    const family = mayFallBack && isEdgereelError(error) ? lostFamily(error) : null;
    if (family === null || lost.has(family)) return false;
    lost.add(family);
    return true;
  }

  async function findAll(fonts: readonly FontUse[]): Promise<void> {
    const linked = new Set(sheets);
    for (const font of fonts) {
      try {
        const sheet = await findSheet(remote, font);
        if (linked.has(sheet)) throw fontFailure('FONT_FETCH_FAILED', font, `is not declared by ${sheet}`);
        sheets.add(sheet);
      } catch (error) {
        if (!isLeftOut(error)) throw error;
      }
    }
  }

  return {
    get sheets() {
      return [...sheets].toSorted();
    },
    get lost() {
      return [...lost].toSorted();
    },
    async whileLooking(look) {
      for (;;) {
        try {
          return await look();
        } catch (error) {
          if (error instanceof UndeclaredFonts) await findAll(error.fonts.filter(({ family }) => !lost.has(family)));
          else if (!isLeftOut(error)) throw error;
        }
      }
    },
  };
}

/** The first of a family's sheets that there is. Fetching it freezes it. */
async function findSheet(remote: RemoteFiles, font: FontUse): Promise<string> {
  let refusal: unknown;
  for (const url of font.sheets ?? []) {
    try {
      await remote.get(url);
      return url;
    } catch (error) {
      if (!isEdgereelError(error)) throw error;
      if (error.code === 'ASSET_FETCH_UNAVAILABLE')
        throw fontFailure('FONT_FETCH_UNAVAILABLE', font, 'could not be asked for at Google Fonts', error);
      if (error.code !== 'ASSET_FETCH_FAILED') throw error;
      refusal = error;
    }
  }
  throw fontFailure('FONT_FETCH_FAILED', font, 'is neither bundled, nor declared, nor at Google Fonts', refusal);
}

function fontFailure(
  code: ErrorCode & `FONT_${string}`,
  { family, weight, style, element }: FontUse,
  what: string,
  cause?: unknown,
): EdgereelError {
  return new EdgereelError(
    code,
    `The font family "${family}" (weight ${weight}, used by ${element}) ${what}: add an @font-face with a file of the site, or let the next family of the list serve (${FALLBACK_OPTION}).`,
    { details: { family, weight, style, element }, cause },
  );
}

/** How a request asks for the fallback, in the API and on the command line. */
export const FALLBACK_OPTION = 'fontFallback: true, --font-fallback';

/** Codes of failures of a font file or sheet that leave the rest of the page as it is. */
const FONT_LOSSES: readonly ErrorCode[] = [
  ...(['FONT_FETCH_FAILED', 'FONT_FETCH_UNAVAILABLE', 'NOT_MEDIA_PAYLOAD', 'ASSET_MEDIA_TYPE_MISMATCH'] as const),
  ...(['ASSET_NOT_FOUND', 'ASSET_TOO_LARGE'] as const),
];

function lostFamily({ code, details: { family } }: EdgereelError): string | null {
  return FONT_LOSSES.includes(code) && typeof family === 'string' ? family : null;
}
