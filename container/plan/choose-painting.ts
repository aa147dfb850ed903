/**
 * Whether a render's pictures are painted, which takes a third of the compositor's time, and how.
 * @module
 */
import { readFile } from 'node:fs/promises';
import type { HdrTransfer } from '#contracts/hdr.ts';
import type { EncodeSettings } from '#contracts/plan.ts';
import type { Painting } from '#contracts/painter.ts';
import type { RemoteFile } from '#contracts/remote.ts';
import type { SiteFile } from '#contracts/site.ts';
import type { RenderWarning } from '#contracts/warning.ts';
import type { SiteFiles } from '../artifacts/site-files.ts';
import type { Freezer } from './freezer.ts';

/** Whether a page is painted, or else why Chrome's compositor draws it. */
export type PaintingDecision =
  | { painted: true }
  | {
      painted: false;
      /** Reason, for example `filter: blur(4px) on div#card`. */
      because: string;
      /** Whether the render gets a warning: for differences that only pictures show and for crashes, not for what painting is known to lack. */
      isTold: boolean;
    };

/** The decision as far as it is known before the page is opened. */
export function decideAhead({
  codec,
  drawingWithHtml,
  unpaintable,
}: {
  codec: EncodeSettings['codec'];
  /** Path of a drawing of the site with HTML inside. */
  drawingWithHtml: string | null;
  /** Reason that a chunk of an earlier plan has found. */
  unpaintable: string | undefined;
}): PaintingDecision {
  // These are the codecs without HDR whose encoders take opaque pictures of 8 bits as they are painted.
  if (codec !== 'h264' && codec !== 'h265') return drawn(`${codec ?? 'the format'} takes other pictures`);
  if (drawingWithHtml !== null) return drawn(`${drawingWithHtml} has HTML inside`);
  return unpaintable === undefined ? { painted: true } : { painted: false, because: unpaintable, isTold: true };
}

const drawn = (because: string): PaintingDecision => ({ painted: false, because, isTold: false });

/** The decision once the page has said what it is. */
export async function decidePainting(
  ahead: PaintingDecision,
  { hdr, obstacle }: { hdr: HdrTransfer | null; obstacle: string | null },
  freezer: Pick<Freezer, 'files'>,
): Promise<PaintingDecision> {
  if (!ahead.painted) return ahead;
  if (hdr !== null) return drawn('HDR is mixed from several exposures of a frame');
  const because = obstacle ?? (await findRemoteObstacle(freezer));
  return because === null ? ahead : drawn(because);
}

/** The decision for a page of which Chrome dies in each of several fresh browsers. */
export const DIES_OF_PAINTING = {
  painted: false,
  because: 'Chrome dies when it paints the page',
  isTold: true,
} satisfies PaintingDecision;

/** Warnings of a plan: none of a page that is painted, and none unless the reason is told. */
export function paintingWarnings(painting: PaintingDecision): RenderWarning[] {
  if (painting.painted || !painting.isTold) return [];
  const message = `Chrome's compositor draws the pictures, which takes longer: ${painting.because}.`;
  return [{ code: 'painting_differs', severity: 'info', message }];
}

/** Types that Chrome takes for no picture and no page. Everything else it looks into, whatever it is called. */
const NEITHER =
  /^(?:font|audio|video)\/|^text\/css|[/+-](?:javascript|ecmascript|json|wasm)\b|^application\/(?:x-)?font/;
const FONT_NAME = /\.(?:woff2?|ttf|otf)$/i;

/** A canvas leaves out what its origin may not read: pictures and pages of other ones. */
export async function findRemoteObstacle(freezer: Pick<Freezer, 'files'>): Promise<string | null> {
  const files = await freezer.files();
  const isSafe = ({ contentType, url }: RemoteFile) =>
    NEITHER.test(contentType) || FONT_NAME.test(new URL(url).pathname);
  return files.find((file) => !isSafe(file))?.url ?? null;
}

const MAX_DRAWING_BYTES = 4 * 1024 * 1024;

/** `foreignObject` with any prefix, and in drawings inside, at each of the three places of Base64 where the name may begin. */
const HTML_INSIDE = /foreignObject|Zm9yZWlnbk9iamVjd|ZvcmVpZ25PYmplY3|mb3JlaWduT2JqZWN0/;

/** Whether a drawing holds HTML. Zeros are removed, because UTF-16 has one beside each letter of the name. */
const hasHtml = (drawing: Buffer): boolean => HTML_INSIDE.test(drawing.toString('latin1').replaceAll('\0', ''));

/** The path of a drawing with HTML in it, which a canvas leaves out when it is an image. */
export async function findDrawingObstacle(listed: readonly SiteFile[], files: SiteFiles): Promise<string | null> {
  // One after the other: a site may have thousands.
  for (const { path, sizeBytes } of listed) {
    if (!/\.svgz?$/i.test(path) || sizeBytes > MAX_DRAWING_BYTES) continue;
    if (hasHtml(await readFile(files.get(path)!))) return path;
  }
  return null;
}

/** Number of blurs from which painting what crosses a border once for each tile costs more than layers of the picture's size do. */
const MANY_BLURS = 12;

/** `blurs` is the most elements with a blur at once. */
export const choosePainting = (blurs: number): Painting => (blurs < MANY_BLURS ? 'tiled' : 'whole');
