/**
 * Tells from its first bytes what a file is, whatever its name or type. Pure.
 * @module
 */

export type Payload = 'image' | 'video' | 'audio' | 'font' | 'text' | 'unknown';

type Signature = readonly [payload: Payload, pattern: string, offset?: number];

/** Bytes as Latin-1 text, from the offset on. The first that fits decides. */
const SIGNATURES: readonly Signature[] = [
  ['image', '\x89PNG\r\n\x1a\n'],
  ['image', '\xff\xd8\xff'],
  ['image', 'GIF8'],
  ['image', 'WEBP', 8],
  ['image', 'BM'],
  ['image', '\0\0\x01\0'], // icon
  ['image', 'II*\0'], // TIFF
  ['image', 'MM\0*'],
  ['image', '\xff\x0a'], // JPEG XL, bare and boxed
  ['image', 'JXL ', 4],
  ['image', 'ftypavif', 4],
  ['image', 'ftypavis', 4],
  ['image', 'ftypmif1', 4],
  ['image', 'ftyphei', 4],
  ['image', '\0\0\0\x0cjP  '], // JPEG 2000
  ['image', '8BPS'], // Photoshop
  ['audio', 'ftypM4A', 4],
  ['audio', 'ftypM4B', 4],
  ['video', 'ftyp', 4],
  ['video', '\x1a\x45\xdf\xa3'], // Matroska, WebM
  ['video', 'AVI ', 8],
  ['video', 'FLV'],
  ['audio', 'WAVE', 8],
  ['audio', 'OggS'],
  ['audio', 'ID3'],
  ['audio', 'fLaC'],
  ['audio', 'AIFF', 8],
  ['audio', '\xff\xfb'], // MPEG audio and AAC frames
  ['audio', '\xff\xf3'],
  ['audio', '\xff\xf2'],
  ['audio', '\xff\xf1'],
  ['audio', '\xff\xf9'],
  ['font', 'wOF2'],
  ['font', 'wOFF'],
  ['font', 'OTTO'],
  ['font', 'ttcf'],
  ['font', 'true\0'],
  ['font', '\0\x01\0\0'],
];

/** Picture formats that Chrome does not show, by their first bytes. */
const UNSHOWN_IMAGES: readonly (readonly [name: string, pattern: string, offset?: number])[] = [
  ['TIFF', 'II*\0'],
  ['TIFF', 'MM\0*'],
  ['HEIC', 'ftyphei', 4],
  ['JPEG 2000', '\0\0\0\x0cjP  '],
  ['Photoshop', '8BPS'],
];

/** Bytes that are looked at. */
const HEAD_BYTES = 4096;
/** An SVG document: its root after declaration, comments and doctype. */
const SVG = /^(?:\s|<\?xml[^>]*>|<!--[^]*?-->|<!doctype[^>[]*(?:\[[^\]]*\])?[^>]*>)*<(?:\w+:)?svg[\s>]/i;
// eslint-disable-next-line no-control-regex
const BINARY = /[\0-\x08\x0e-\x1a\x1c-\x1f]/;

/** Name of a picture's format when Chrome has no decoder for it, for example `TIFF`; null for all others. */
export function unshownImageFormat(bytes: Uint8Array): string | null {
  const head = headOf(bytes);
  return UNSHOWN_IMAGES.find(([, pattern, offset = 0]) => head.startsWith(pattern, offset))?.[0] ?? null;
}

const headOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES)).toString('latin1');

export function sniffPayload(bytes: Uint8Array): Payload {
  const head = headOf(bytes);
  const signature = SIGNATURES.find(([, pattern, offset = 0]) => head.startsWith(pattern, offset));
  if (signature) return signature[0];
  if (SVG.test(head.replace(/^\xef\xbb\xbf/, ''))) return 'image';
  return head === '' || BINARY.test(head) ? 'unknown' : 'text';
}
