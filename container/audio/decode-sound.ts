/**
 * A sound file as samples of the mix's rate, from any place in it.
 * @module
 */
import { SAMPLE_RATE } from '#contracts/sound.ts';
import { isEdgereelError } from '#contracts/errors.ts';
import { startFfmpeg, type FfmpegRun } from '../encode/ffmpeg-process.ts';
import { INPUT_OPTIONS } from './input-options.ts';
import { lastWords } from './probe-sound.ts';
import type { SoundBlock, SoundSource } from './sound-block.ts';
import { SoundFailure } from './sound-failure.ts';
import type { SourceFacts } from './source-facts.ts';

/** Decoding begins at a whole second at least this much earlier: codecs need a run-up, and every rate has a sample there. */
const RUN_UP_SECONDS = 0.5;
const STALL_MS = 60_000;
const BYTES_PER_SAMPLE = 8;
/** A file that breaks off by so much is worth a word; what encoders add at the end is not. */
const SHORTFALL_SECONDS = 0.25;

interface Excerpt {
  /** Seconds into the source, and how much of it is needed. */
  start: number;
  seconds: number;
  /** It ends before the file says it does. */
  onBreak(reason: string): void;
  signal: AbortSignal;
}

/** Nothing runs until the first read. Throws `SoundFailure` when there is nothing more to be had. */
export function decodeSound(
  ffmpegPath: string,
  { path, channels, durationSeconds }: SourceFacts,
  { start, seconds, onBreak, signal }: Excerpt,
): SoundSource {
  const seekSeconds = Math.max(0, Math.floor(start - RUN_UP_SECONDS));
  const skippedSamples = Math.round((start - seekSeconds) * SAMPLE_RATE);
  const stalled = new AbortController();
  let run: FfmpegRun | null = null;
  let pieces: AsyncIterator<Buffer> | null = null;
  let piece: Buffer = NOTHING;
  let samplesRead = 0;
  let hasEnded = false;

  function open(): AsyncIterator<Buffer> {
    const filters = [
      ...(channels === 1 ? ['pan=stereo|c0=c0|c1=c0'] : []),
      // Sound that begins late, or stops amid, stays where its time stamps put it.
      `aresample=${SAMPLE_RATE}:async=1:first_pts=0:min_hard_comp=0.1`,
      'aformat=sample_fmts=flt:channel_layouts=stereo',
    ];
    const args = [
      ...INPUT_OPTIONS,
      ...['-loglevel', 'error', '-ss', String(seekSeconds), '-i', path, '-map', '0:a:0'],
      ...['-af', filters.join(), '-t', (skippedSamples / SAMPLE_RATE + seconds).toFixed(6), '-f', 'f32le', 'pipe:1'],
    ];
    run = startFfmpeg(ffmpegPath, args, AbortSignal.any([signal, stalled.signal]), { readsOutput: true });
    return run.output[Symbol.asyncIterator]();
  }

  /** The next bytes; none at the end. */
  async function next(): Promise<Buffer> {
    pieces ??= open();
    const timer = setTimeout(() => stalled.abort(new SoundFailure('did not come: its decoder stood still')), STALL_MS);
    try {
      const { value, done } = await pieces.next();
      if (!done) return value;
      await run!.finish();
      return NOTHING;
    } catch (error) {
      signal.throwIfAborted();
      stalled.signal.throwIfAborted();
      throw isEdgereelError(error) ? new SoundFailure(`cannot be decoded: ${wordsOf(error.details, path)}`) : error;
    } finally {
      clearTimeout(timer);
    }
  }

  function checkEnd(): void {
    const heardSeconds = (samplesRead - skippedSamples) / SAMPLE_RATE;
    if (samplesRead === 0) throw new SoundFailure('cannot be decoded: not one sample came');
    if (durationSeconds === null) return;
    const expected = Math.min(seconds, durationSeconds - start);
    // What the file says of its length is off by more the longer it is.
    if (heardSeconds < expected - SHORTFALL_SECONDS - 0.05 * durationSeconds)
      onBreak(`breaks off ${(start + heardSeconds).toFixed(2)} s into a file of ${durationSeconds} s`);
  }

  return {
    async read(block) {
      let done = 0;
      while (done < block.left.length && !hasEnded) {
        if (piece.length < BYTES_PER_SAMPLE) {
          const more = await next();
          if (more.length === 0) {
            hasEnded = true;
            checkEnd();
            break;
          }
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
    async [Symbol.asyncDispose]() {
      await run?.[Symbol.asyncDispose]();
    },
  };
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

function wordsOf({ log }: Record<string, unknown>, path: string): string {
  return lastWords(typeof log === 'string' ? log : '', path);
}
