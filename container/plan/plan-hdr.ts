/**
 * Whether a render has HDR, and what of it cannot.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import { preferredTransfer, type HdrTransfer } from '#contracts/hdr.ts';
import type { PageDescription } from '#contracts/page.ts';
import type { PlanCall } from '#contracts/protocol.ts';
import type { RenderWarning } from '#contracts/warning.ts';

/**
 * The transfer of the output; null without HDR. A larger output than the composition is never HDR: `auto` gives way, `on` is an
 * `INVALID_REQUEST`.
 */
export function chooseHdr(
  { hdr = 'off' }: Pick<PlanCall, 'hdr'>,
  { scale }: { scale: number },
  { transfers }: Pick<PageDescription, 'transfers'>,
): HdrTransfer | null {
  if (hdr === 'off') return null;
  const preferred = preferredTransfer(transfers);
  if (scale === 1) return hdr === 'on' ? (preferred ?? 'pq') : preferred;
  if (hdr === 'auto') return null;
  throw new EdgereelError(
    'INVALID_REQUEST',
    'hdr: "on" goes with the size of the composition, not with a larger width and height.',
    { details: { field: 'hdr', scale } },
  );
}

/** Videos of an HDR render that show less than they hold. */
export function toneMapWarnings({ toneMapped }: Pick<PageDescription, 'toneMapped'>): RenderWarning[] {
  return toneMapped.map(({ element, reason }) => ({
    code: 'hdr_video_tone_mapped',
    severity: 'warning',
    message: `${element} is shown without its HDR (${reason}): such a picture has no more light than the page.`,
    details: { element, reason },
  }));
}
