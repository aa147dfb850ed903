/**
 * Whether a file is what its place in the page needs. Pure.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import { nameOf, type RequestKind } from './missing-file.ts';
import { sniffPayload, unshownImageFormat, type Payload } from './sniff-payload.ts';

/** Places that need media. A video file may be listened to, and a sound may be all that a video element has. */
const NEEDED: Partial<Record<RequestKind, { name: string; payloads: readonly Payload[] }>> = {
  Image: { name: 'an image', payloads: ['image'] },
  Media: { name: 'video or audio', payloads: ['video', 'audio'] },
  Font: { name: 'a font', payloads: ['font'] },
};

/** Throws for bytes that are surely something else; what is not known is left to the browser. */
export function checkPayload(url: string, kind: RequestKind, bytes: Uint8Array): void {
  const needed = NEEDED[kind];
  if (!needed) return;
  const file = `The ${kind.toLowerCase()} ${nameOf(url)}`;
  const payload = sniffPayload(bytes);
  const details = { url: nameOf(url), payload };
  if (bytes.length === 0 || payload === 'text') {
    throw new EdgereelError(
      'NOT_MEDIA_PAYLOAD',
      `${file} is ${bytes.length === 0 ? 'empty' : nameText(bytes)}, not ${needed.name}: name the file itself, not a page about it.`,
      { details },
    );
  }
  const unshown = kind === 'Image' ? unshownImageFormat(bytes) : null;
  if (unshown !== null) {
    throw new EdgereelError(
      'ASSET_MEDIA_TYPE_MISMATCH',
      `${file} is a ${unshown} file, which browsers do not show: convert it to PNG, JPEG, WebP, AVIF or SVG.`,
      { details: { ...details, format: unshown } },
    );
  }
  if (payload === 'unknown' || needed.payloads.includes(payload)) return;
  throw new EdgereelError(
    'ASSET_MEDIA_TYPE_MISMATCH',
    `${file} is of type ${payload}, and its place needs ${needed.name}: use the element that plays or shows ${payload}.`,
    { details },
  );
}

function nameText(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, 512)).trimStart();
  if (/^<(!doctype html|html|head|body|script|!--)/i.test(text)) return 'an HTML page';
  return /^[[{]/.test(text) ? 'JSON' : 'text';
}
