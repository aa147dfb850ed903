/**
 * Decodes a finished file from end to end and says what came out.
 * @module
 */
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import { startFfmpeg } from '../../encode/ffmpeg-process.ts';

export interface Decoded {
  pictures: number;
  /** `width` by `height`, as `320x180`; null without pictures. */
  size: string | null;
  /** Per channel, of stereo sound. */
  samples: number;
  /** Hertz; null without sound. */
  sampleRate: number | null;
  channels: string | null;
}

interface Programs {
  ffmpegPath: string;
  signal: AbortSignal;
}

const STEREO_SAMPLE_BYTES = 4;

/** One kind of streams; the other is passed over undecoded. Throws `OUTPUT_MISMATCH` with FFmpeg's complaint. */
export async function decodeFile(
  path: string,
  kind: 'pictures' | 'sound',
  { ffmpegPath, signal }: Programs,
): Promise<Decoded> {
  const strict = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-xerror', '-err_detect', 'explode'];
  const streams =
    kind === 'pictures' ? ['-map', '0:v', '-fps_mode', 'passthrough'] : ['-map', '0:a', '-c:a', 'pcm_s16le'];
  const args = [...strict, '-threads', '1', '-i', path, ...streams, '-f', 'framecrc', 'pipe:1'];
  const decoded: Decoded = { pictures: 0, size: null, samples: 0, sampleRate: null, channels: null };
  await using ffmpeg = startFfmpeg(ffmpegPath, args, signal, { readsOutput: true });
  try {
    for await (const line of createInterface({ input: Readable.from(ffmpeg.output) })) noteLine(decoded, kind, line);
    await ffmpeg.finish();
  } catch (error) {
    if (!isEdgereelError(error) || error.code !== 'ENCODE_FAILED') throw error;
    throw new EdgereelError('OUTPUT_MISMATCH', `The output's ${kind} do not decode from end to end.`, {
      details: error.details,
      cause: error,
    });
  }
  return decoded;
}

/** `#fact 0: value`, or a frame as `stream, dts, pts, duration, size, checksum`. */
function noteLine(decoded: Decoded, kind: 'pictures' | 'sound', line: string): void {
  const [, fact, value] = /^#(\w+) 0: (.*)$/.exec(line) ?? [];
  if (fact === 'dimensions') decoded.size = value!;
  if (fact === 'sample_rate') decoded.sampleRate = Number(value);
  if (fact === 'channel_layout_name') decoded.channels = value!;
  if (line.startsWith('#')) return;
  if (kind === 'pictures') decoded.pictures++;
  else decoded.samples += Number(line.split(',')[4]) / STEREO_SAMPLE_BYTES;
}
