/**
 * Schemas of what a caller says of the parts of an upload.
 * @module
 */
import { z } from 'zod';
import { wholeNumberText } from '#contracts/query.ts';

/** The number of a part in an address, and the body that ends an upload. `maxParts` is the last number there may be. */
export function uploadParts(maxParts: number) {
  const partNumber = z.int().min(1).max(maxParts);
  return {
    PartNumber: wholeNumberText(1, maxParts),
    UploadEnd: z.strictObject({ parts: z.array(z.strictObject({ partNumber, etag: z.string() })).min(1) }),
  };
}
