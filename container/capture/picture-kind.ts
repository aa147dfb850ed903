/**
 * What kind of picture a format is made of.
 * @module
 */
import { FORMAT_FACTS } from '#contracts/formats.ts';
import type { EncodeSettings, Quality } from '#contracts/plan.ts';
import type { PictureKind } from './frame-clock.ts';

/** Below, a video codec spends bytes on JPEG's own noise: at 90 a Three.js scene is a twentieth larger than at 98, and farther from its frames. */
const FOR_VIDEO = 98;
const STILL_QUALITY: Record<Quality, number> = { draft: 80, standard: 90, high: 95 };

export function pictureKindOf({
  format,
  quality,
  hdr,
}: Pick<EncodeSettings, 'format' | 'quality' | 'hdr'>): PictureKind {
  const { kind, picture, hasAlpha, extension } = FORMAT_FACTS[format];
  const isDelivered = kind === 'still' || extension === 'zip';
  return {
    // What is summed up must be exact.
    type: hdr ? 'png' : picture,
    quality: kind === 'still' ? STILL_QUALITY[quality] : FOR_VIDEO,
    isPassing: !isDelivered,
    isTransparent: hasAlpha,
  };
}
