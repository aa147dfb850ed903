/**
 * No output is called done before it was read back: frames, times, streams, tags, and that what no chunk proved decodes.
 * @module
 */
import { FORMAT_FACTS } from '#contracts/formats.ts';
import type { JoinContext } from '../formats/joiner.ts';
import { checkArchive, checkGif, checkPicture } from './check-pictures.ts';
import { checkSound } from './check-sound.ts';
import { checkVideo } from './check-video.ts';

/** Throws `OUTPUT_MISMATCH` for the first thing that is not as planned. */
export async function checkOutput(context: JoinContext): Promise<void> {
  const { plan, outputPath } = context;
  switch (FORMAT_FACTS[plan.encode.format].kind) {
    case 'video':
      return checkVideo(context);
    case 'pictures':
      return plan.encode.format === 'gif' ? checkGif(context) : checkArchive(context);
    case 'still':
      return checkPicture(context, outputPath, plan);
    case 'audio':
      return checkSound(context, outputPath);
  }
}
