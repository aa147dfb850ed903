/**
 * Proves that a file decodes from its first packet to its last.
 * @module
 */
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import { startFfmpeg } from './ffmpeg-process.ts';

/** Throws `CHUNK_MISMATCH` with FFmpeg's complaint. */
export async function checkDecodable(ffmpegPath: string, path: string, signal: AbortSignal): Promise<void> {
  const args = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-xerror', '-err_detect', 'explode'];
  await using ffmpeg = startFfmpeg(ffmpegPath, [...args, '-threads', '1', '-i', path, '-f', 'null', '-'], signal);
  try {
    await ffmpeg.finish();
  } catch (error) {
    if (!isEdgereelError(error) || error.code !== 'ENCODE_FAILED') throw error;
    throw new EdgereelError('CHUNK_MISMATCH', 'The chunk does not decode from end to end.', {
      details: error.details ?? {},
      cause: error,
    });
  }
}
