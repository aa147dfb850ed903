/** Media type of an image that may move, from its first bytes; null for one that stands still. Pure. */
export function animatedImageType(head: Uint8Array): string | null {
  const text = String.fromCharCode(...head);
  if (text.startsWith('GIF8')) return 'image/gif';
  if (text.startsWith('RIFF') && text.startsWith('WEBPVP8X', 8))
    return (head[20]! & ANIMATION_FLAG) !== 0 ? 'image/webp' : null;
  if (text.startsWith('\x89PNG')) return text.includes('acTL') ? 'image/png' : null;
  // A sequence names itself among the brands of the box that a file begins with.
  const brands = text.startsWith('ftyp', 4) ? text.slice(8, head[3]) : '';
  return brands.includes('avis') ? 'image/avif' : null;
}

const ANIMATION_FLAG = 0x02;
