/** Whether an image may move, from its first bytes. Pure. */
export function isAnimatedImage(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head);
  if (text.startsWith('GIF8')) return true;
  if (text.startsWith('RIFF') && text.startsWith('WEBPVP8X', 8)) return (head[20]! & ANIMATION_FLAG) !== 0;
  if (text.startsWith('\x89PNG')) return text.includes('acTL');
  return text.startsWith('ftypavis', 4);
}

const ANIMATION_FLAG = 0x02;
