/**
 * A sound file as samples of the mix's rate, from any place in it.
 * @module
 */
import { SAMPLE_RATE } from '#contracts/sound.ts';
import { isEdgereelError } from '#contracts/errors.ts';
import { startFfmpeg, type FfmpegRun } from '../encode/ffmpeg-process.ts';
import { limitWorkTime, overloaded } from '../system/work-time.ts';
import { INPUT_OPTIONS } from './input-options.ts';
import type { SoundBlock, SoundSource } from './sound-block.ts';
import { SoundFailure } from './sound-failure.ts';
import { endOf, type SoundFile } from './sound-file.ts';

/** Decoding begins at a whole second at least this much earlier: codecs need a run-up, and every rate has a sample there. */
const RUN_UP_SECONDS = 0.5;
/** Limit for the next piece of the decoder's output, in the decoder's own time (`work-time.ts`). */
const STALL_MS = 60_000;
const BYTES_PER_SAMPLE = 8;
/** A damaged file that ends by so much too early is worth a word. */
const SHORTFALL_SECONDS = 0.25;

interface Excerpt {
  /** Seconds into the source, and how much of it is needed. */
  start: number;
  seconds: number;
  /** Called with the reason when the sound ends before the file says it does. */
  onBreak(reason: string): void;
  signal: AbortSignal;
}

/** Nothing runs until the first read. Throws `SoundFailure` when there is nothing more to be had. */
export function decodeSound(ffmpegPath: string, file: SoundFile, excerpt: Excerpt): SoundSource {
  const start = excerpt.start + file.audio.runUpSeconds;
  const seekSeconds = Math.max(0, Math.floor(start - RUN_UP_SECONDS));
  const skippedSamples = Math.round((start - seekSeconds) * SAMPLE_RATE);
  const bytes = runDecoder(
    ffmpegPath,
    file,
    { seekSeconds, seconds: skippedSamples / SAMPLE_RATE + excerpt.seconds },
    excerpt.signal,
  );
  let piece: Buffer = NOTHING;
  let samplesRead = 0;
  let hasEnded = false;

  function checkEnd(): void {
    if (samplesRead === 0) throw new SoundFailure('cannot be decoded: not one sample came');
    const complaints = bytes.complaints();
    if (complaints === '') return;
    const end = endOf(file);
    const heardSeconds = (samplesRead - skippedSamples) / SAMPLE_RATE;
    if (heardSeconds > Math.min(excerpt.seconds, end - excerpt.start) - SHORTFALL_SECONDS) return;
    const at = Math.max(0, excerpt.start + heardSeconds).toFixed(2);
    excerpt.onBreak(`breaks off ${at} s into a file of ${end.toFixed(2)} s: ${lastWords(complaints, file.path)}`);
  }

  return {
    async read(block) {
      let done = 0;
      while (done < block.left.length && !hasEnded) {
        if (piece.length < BYTES_PER_SAMPLE) {
          const more = await bytes.next();
          hasEnded = more.length === 0;
          if (hasEnded) checkEnd();
          piece = piece.length > 0 ? Buffer.concat([piece, more]) : more;
          continue;
        }
        const available = Math.floor(piece.length / BYTES_PER_SAMPLE);
        const skipped = Math.min(available, Math.max(0, skippedSamples - samplesRead));
        const taken = Math.min(available - skipped, block.left.length - done);
        copy(piece.subarray(skipped * BYTES_PER_SAMPLE), taken, block, done);
        piece = piece.subarray((skipped + taken) * BYTES_PER_SAMPLE);
        samplesRead += skipped + taken;
        done += taken;
      }
      block.left.fill(0, done);
      block.right.fill(0, done);
    },
    [Symbol.asyncDispose]: () => bytes[Symbol.asyncDispose](),
  };
}

interface DecodedBytes extends AsyncDisposable {
  /** The next piece of the sound; empty at the end. */
  next(): Promise<Buffer>;
  complaints(): string;
}

/** Begins at the first `next`. */
function runDecoder(
  ffmpegPath: string,
  { path, audio }: SoundFile,
  { seekSeconds, seconds }: { seekSeconds: number; seconds: number },
  signal: AbortSignal,
): DecodedBytes {
  const filters = [
    // FFmpeg would lower one channel by 3 dB to spread it over two.
    ...(audio.channels === 1 ? ['pan=stereo|c0=c0|c1=c0'] : []),
    // Sound that begins late, or stops amid, stays where its time stamps put it.
    `aresample=${SAMPLE_RATE}:async=1:first_pts=0:min_hard_comp=0.1`,
    'aformat=sample_fmts=flt:channel_layouts=stereo',
  ];
  const args = [
    ...INPUT_OPTIONS,
    // Seeking, even to 0, would skip the packets that prime a codec, and so damage the first milliseconds.
    ...['-loglevel', 'error', ...(seekSeconds > 0 ? ['-ss', String(seekSeconds)] : [])],
    ...['-i', path, '-map', '0:a:0'],
    ...['-af', filters.join(), '-t', seconds.toFixed(6), '-f', 'f32le', 'pipe:1'],
  ];
  const stalled = new AbortController();
  let run: FfmpegRun | null = null;
  let pieces: AsyncIterator<Buffer> | null = null;

  return {
    async next() {
      run ??= startFfmpeg(ffmpegPath, args, AbortSignal.any([signal, stalled.signal]), { readsOutput: true });
      pieces ??= run.output[Symbol.asyncIterator]();
      const watch = limitWorkTime(run.pid, STALL_MS, ({ isStarved }) =>
        stalled.abort(
          isStarved ? overloaded('A sound', STALL_MS) : new SoundFailure('did not come: its decoder stood still'),
        ),
      );
      try {
        const { value, done } = await pieces.next();
        if (!done) return value;
        await run.finish();
        return NOTHING;
      } catch (error) {
        signal.throwIfAborted();
        stalled.signal.throwIfAborted();
        throw asFailure(error, path);
      } finally {
        watch.stop();
      }
    },
    complaints: () => run?.complaints() ?? '',
    async [Symbol.asyncDispose]() {
      await run?.[Symbol.asyncDispose]();
    },
  };
}

/** A decoder that dies, or a disk that is full, says nothing of the file. */
function asFailure(error: unknown, path: string): unknown {
  if (!isEdgereelError(error) || error.code !== 'ENCODE_FAILED') return error;
  const { log } = error.details;
  return new SoundFailure(`cannot be decoded: ${lastWords(typeof log === 'string' ? log : '', path)}`);
}

/** The file's name on this node tells nobody anything. */
function lastWords(log: string, path: string): string {
  return (log.trim().split('\n').at(-1) ?? '').replaceAll(`${path}: `, '').replaceAll(path, 'the file').trim();
}

const NOTHING = Buffer.alloc(0);

/** Files of floating-point samples may hold what is no number, and would silence the whole mix. */
function copy(bytes: Buffer, samples: number, into: SoundBlock, at: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, samples * BYTES_PER_SAMPLE);
  for (let i = 0; i < samples; i++) {
    const left = view.getFloat32(i * BYTES_PER_SAMPLE, true);
    const right = view.getFloat32(i * BYTES_PER_SAMPLE + 4, true);
    into.left[at + i] = Number.isFinite(left) ? left : 0;
    into.right[at + i] = Number.isFinite(right) ? right : 0;
  }
}
