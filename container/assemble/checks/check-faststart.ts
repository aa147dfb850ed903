/**
 * The boxes of a finished MP4 or MOV: the header first, nothing cut off.
 * @module
 */
import { open } from 'node:fs/promises';
import { readBoxHeader } from '../../mp4/box-reader.ts';
import { requireFacts } from '../../mp4/check-chunk.ts';

export async function checkFaststart(path: string): Promise<void> {
  await using file = await open(path);
  const { size } = await file.stat();
  const order: string[] = [];
  const header = Buffer.alloc(16);
  let at = 0;
  while (at < size) {
    const { bytesRead } = await file.read(header, 0, 16, at);
    const box = readBoxHeader(header.subarray(0, bytesRead), size - at);
    order.push(box.type);
    at += box.size;
  }
  requireFacts(
    [
      ['boxes', order.join(), 'ftyp,moov,mdat'],
      ['size in bytes', size, at],
    ],
    'output',
  );
}
