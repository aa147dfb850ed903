/**
 * Frames of videos that cannot be decoded: not a fault of the page, but hardly what its author wants.
 * @module
 */
import type { RenderWarning } from '#contracts/warning.ts';
import type { CompositionPage } from '../capture/composition-page.ts';
import { nameOf } from '../capture/missing-file.ts';

/** One warning for each frame that the page has shown another one for. */
export async function brokenFrameWarnings(page: CompositionPage): Promise<RenderWarning[]> {
  const broken = await page.brokenPictures();
  return Promise.all(
    broken.map(async ({ url, index, seconds }) => {
      const element = await page.findUser(url);
      const file = nameOf(url);
      const user = element === null ? '' : ` of ${element}`;
      return {
        code: 'video_frame_broken',
        severity: 'error' as const,
        message: `The frame at ${seconds.toFixed(3)} s of ${file}${user} cannot be decoded, so the one before it shows: replace the file with an intact one.`,
        details: { file, frame: index, seconds, ...(element !== null && { element }) },
      };
    }),
  );
}
