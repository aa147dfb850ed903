/**
 * A variable's value as text, for each place it can be bound to. Pure.
 * @module
 */

/** Text of a scalar, name of a font, address of an image; null for what has no text. */
export function toText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return null;
  const { name, url } = value as { name?: unknown; url?: unknown };
  if (typeof name === 'string') return name;
  return typeof url === 'string' ? url : null;
}

/** An address an element may load: http(s), blob, an image as data, or a relative one. Null for any other scheme. */
export function toSource(value: unknown): string | null {
  const text = toText(value)?.trim();
  if (!text) return null;
  // Read as the browser will read it: it takes line breaks and tabs out of a scheme.
  const url = URL.parse(text, 'https://relative.invalid/');
  if (!url) return null;
  const mayLoad = ['http:', 'https:', 'blob:'].includes(url.protocol) || /^data:image\//i.test(url.href);
  return mayLoad ? text : null;
}

/** A custom property's value; characters that could end the declaration are dropped. */
export function toCssValue(value: unknown): string | null {
  return toText(value)?.replace(/[;{}<>\r\n]/g, '') ?? null;
}

/** `Brand Colour` → `brand-colour`. */
export function slug(id: string): string {
  return id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
