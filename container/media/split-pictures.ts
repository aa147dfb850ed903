/**
 * Cuts a stream of JPEG or PNG files, one behind the other, into the files; or one of raw pictures by their size. Pure.
 * @module
 */
export async function* splitPictures(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let parts: Buffer[] = [];
  let partsLength = 0;

  function* cut(): Generator<Buffer> {
    rest = Buffer.concat([rest, ...parts]);
    parts = [];
    partsLength = 0;
    for (let end = endOfPicture(rest); end !== null; end = endOfPicture(rest)) {
      yield Buffer.from(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  }

  for await (const part of stream) {
    parts.push(part);
    partsLength += part.length;
    // Joined only now and then, so that a large picture is not copied once per part.
    if (partsLength >= rest.length / 4 || hasEnd(part)) yield* cut();
  }
  yield* cut();
}

/** Whether a picture may end here: a false alarm costs a copy, and one that is missed is found with the next part. */
const hasEnd = (part: Buffer): boolean => part.includes('IEND') || part.includes(0xd9);

const PNG_SIGNATURE_LENGTH = 8;
const JPEG_END = Buffer.from([0xff, 0xd9]);
const START_OF_SCAN = 0xda;

/** Offset behind the first picture; null while its end is not there. */
export function endOfPicture(bytes: Buffer): number | null {
  return bytes[0] === 0x89 ? endOfPng(bytes) : endOfJpeg(bytes);
}

function endOfPng(bytes: Buffer): number | null {
  for (let at = PNG_SIGNATURE_LENGTH; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND') return end <= bytes.length ? end : null;
    at = end;
  }
  return null;
}

/** Of the segments before the scan the lengths are known; in the scan itself the end's two bytes do not occur. */
function endOfJpeg(bytes: Buffer): number | null {
  for (let at = 2; at + 4 <= bytes.length;) {
    const isScan = bytes[at + 1] === START_OF_SCAN;
    at += 2 + bytes.readUInt16BE(at + 2);
    if (!isScan) continue;
    const end = bytes.indexOf(JPEG_END, at);
    return end === -1 ? null : end + JPEG_END.length;
  }
  return null;
}

/** Pictures of one size. What is left at the end is none. */
export async function* splitEvenly(stream: AsyncIterable<Buffer>, sizeBytes: number): AsyncGenerator<Buffer> {
  let picture = Buffer.allocUnsafeSlow(sizeBytes);
  let filled = 0;
  for await (const part of stream) {
    for (let at = 0; at < part.length;) {
      const copied = part.copy(picture, filled, at);
      at += copied;
      filled += copied;
      if (filled < sizeBytes) continue;
      yield picture;
      picture = Buffer.allocUnsafeSlow(sizeBytes);
      filled = 0;
    }
  }
}
