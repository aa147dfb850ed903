/**
 * What ffprobe writes about a file, a line for each packet, stream and the whole. Pure.
 * @module
 */
export type CompactFields = Record<string, string | undefined>;

/** Only as far as the file says so. */
export interface ProbedStream extends CompactFields {
  index: string;
  time_base: string;
}

export type ProbedFormat = CompactFields;

/** A line of its compact form: `section|name=value|…`. */
export function parseCompact(line: string): { section: string; fields: CompactFields } {
  const [section = '', ...parts] = line.split('|');
  return { section, fields: Object.fromEntries(parts.map((part) => split(part))) };
}

function split(part: string): [name: string, value: string | undefined] {
  const at = part.indexOf('=');
  return at === -1
    ? [part, undefined]
    : [part.slice(0, at).replace(/^tag:(.*)$/, (tag) => tag.toLowerCase()), part.slice(at + 1)];
}

/** The picture on a record's sleeve. */
export const isCover = (stream: ProbedStream): boolean => stream['disposition:attached_pic'] === '1';

/** Upright, with square pixels. */
export function shownSize(stream: ProbedStream): { width: number; height: number } {
  const [width, height, rotation] = [stream['width'], stream['height'], stream['rotation']].map((text) =>
    Number(text ?? 0),
  );
  const [num, den] = (stream['sample_aspect_ratio'] ?? '1:1').split(':').map(Number);
  const wide = num! > 0 && den! > 0 ? Math.round((width! * num!) / den!) : width!;
  const isUpright = Math.abs(rotation! % 180) < 45 || Math.abs(rotation! % 180) > 135;
  return isUpright ? { width: wide, height: height! } : { width: height!, height: wide };
}

export function isAlphaFormat(pixelFormat = ''): boolean {
  return /^(yuva|rgba|bgra|argb|abgr|gbrap|ya8|ya16|pal8)/.test(pixelFormat);
}
