/**
 * Proves that a chunk decodes from its first packet to its last.
 * @module
 */
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import { startFfmpeg } from './ffmpeg-process.ts';

/** Throws `CHUNK_MISMATCH` with FFmpeg's complaint. */
export function checkDecodable(ffmpegPath: string, path: string, signal: AbortSignal): Promise<void> {
  return decode(ffmpegPath, ['-i', path], [], signal);
}

/** The same for PNGs, one behind the other. */
export function checkPicturesDecodable(
  ffmpegPath: string,
  pictures: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<void> {
  return decode(ffmpegPath, ['-f', 'image2pipe', '-c:v', 'png', '-i', 'pipe:0'], pictures, signal);
}

async function decode(
  ffmpegPath: string,
  input: string[],
  bytes: AsyncIterable<Buffer> | Iterable<Buffer>,
  signal: AbortSignal,
): Promise<void> {
  const args = [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-xerror', '-err_detect', 'crccheck+explode'],
    // Every bit is read; nobody looks at the pictures.
    ...['-skip_loop_filter', 'all', '-skip_idct', 'all'],
  ];
  await using ffmpeg = startFfmpeg(ffmpegPath, [...args, '-threads', '1', ...input, '-f', 'null', '-'], signal);
  try {
    for await (const part of bytes) await ffmpeg.write(part);
    await ffmpeg.finish();
  } catch (error) {
    if (!isEdgereelError(error) || error.code !== 'ENCODE_FAILED') throw error;
    throw new EdgereelError('CHUNK_MISMATCH', 'The chunk does not decode from end to end.', {
      details: error.details ?? {},
      cause: error,
    });
  }
}
