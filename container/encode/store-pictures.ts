/**
 * Pictures → an archive of them, or the one file of a still.
 * @module
 */
import { writeFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { openZip } from '../zip/zip-writer.ts';

/** Name of a picture of a sequence; `number` counts from 1. */
export const pictureName = (number: number): string => `frame_${String(number).padStart(6, '0')}.png`;

/** Stores PNGs as they come, the first under the number `firstNumber`. */
export async function zipPictures(
  frames: AsyncIterable<Buffer>,
  { firstNumber, outputPath }: { firstNumber: number; outputPath: string },
  onFrame?: (framesDone: number) => void,
): Promise<void> {
  await using zip = await openZip(outputPath);
  let framesDone = 0;
  for await (const frame of frames) {
    const name = pictureName(firstNumber + framesDone);
    await zip.add({ name, crc32: crc32(frame), sizeBytes: frame.length }, [frame]);
    onFrame?.(++framesDone);
  }
  await zip.finish();
}

/** Stores the one picture there is. */
export async function storeStill(
  frames: AsyncIterable<Buffer>,
  outputPath: string,
  onFrame?: (framesDone: number) => void,
): Promise<void> {
  for await (const frame of frames) await writeFile(outputPath, frame);
  onFrame?.(1);
}
