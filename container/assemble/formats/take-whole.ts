/**
 * Formats whose output is one file that is there already: a still, or the sound alone.
 * @module
 */
import { copyFile } from 'node:fs/promises';
import { EdgereelError } from '#contracts/errors.ts';
import type { Join } from './joiner.ts';

export const takeStill: Join = async ({ chunks, outputPath }) => {
  await copyFile(chunks[0]!.path, outputPath);
};

export const takeAudio: Join = async ({ audioPath, outputPath, plan }) => {
  if (audioPath === null)
    throw new EdgereelError('COMPOSITION_INVALID', `${plan.entry} has no sound to make a file of.`);
  await copyFile(audioPath, outputPath);
};
