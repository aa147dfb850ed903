import type { RenderWarning } from '#contracts/warning.ts';
import { unplayableImages } from '../adapters/animated-images.ts';
import { findUser } from './find-user.ts';

/** Animated images that stand still, since nobody can tell what they show at a time. */
export function imageWarnings(): RenderWarning[] {
  return [...unplayableImages()].map((url) => {
    const element = findUser(url);
    const name = url.replace(`${location.origin}/`, '');
    return {
      code: 'animated_image_held',
      severity: 'error',
      message: `The animated image ${name}${element === null ? '' : ` of ${element}`} cannot be decoded picture by picture, so it shows its first one: replace it with an intact GIF, WebP, PNG or AVIF, or with a video.`,
      details: { file: name, ...(element !== null && { element }) },
    };
  });
}
