/**
 * One FFmpeg that decodes a source forward and gives pictures of exactly the frames that are wanted. It runs only as far ahead as its
 * pictures are taken.
 * @module
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { EdgereelError } from '#contracts/errors.ts';
import type { VideoFacts } from '#contracts/media.ts';
import { decoderArguments, INPUT_ARGUMENTS } from './picture-arguments.ts';
import type { PicturePipe } from './picture-pipe.ts';

/** A video on this machine, or at an address that FFmpeg reads. */
export interface VideoSource {
  location: string;
  /** Throws what has kept FFmpeg from reading it, if anything has. */
  check(): void;
  video: VideoFacts;
  /** Tick of every frame, rising. */
  ticks: readonly number[];
}

export interface Picture {
  /** Number of the frame. */
  index: number;
  bytes: Buffer;
}

export interface FrameStream extends AsyncDisposable {
  /** Pictures of the wanted frames, rising; null behind the last. A frame that cannot be decoded is left out. */
  next(): Promise<Picture | null>;
}

/** Pictures that are made ahead, so that decoder and browser work at the same time. */
const PICTURES_AHEAD = 3;
/** Below this there is nothing to gain by beginning elsewhere than at the start. */
const SEEK_FROM_SECONDS = 1;
const STDERR_LIMIT = 4_000;
/** More make a decoder no faster where several work at once, and each holds frames. */
const DECODER_THREADS = '2';

/** `wanted` holds numbers of frames, rising; `form` is what is made of them. */
export function streamFrames(
  ffmpegPath: string,
  source: VideoSource,
  wanted: readonly number[],
  { form, signal, fromStart = false }: { form: PicturePipe; signal: AbortSignal; fromStart?: boolean },
): FrameStream {
  const child = spawn(ffmpegPath, streamArguments(source, wanted, form, fromStart), {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  let stderr = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-STDERR_LIMIT)));
  const closed = new Promise<void>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(
        signal.aborted
          ? (signal.reason as Error)
          : new EdgereelError('VIDEO_EXTRACTION_FAILED', `FFmpeg did not start from ${ffmpegPath}.`, { cause }),
      ),
    );
    child.once('close', (code) => (code === 0 ? resolve() : reject(failure(code, stderr, source))));
  });
  closed.catch(() => {});

  async function* pictures(): AsyncGenerator<Picture> {
    const indexes = new Map(wanted.map((index) => [stampOf(source, index), index]));
    const ticks = readTicks(child.stdio[3] as Readable);
    for await (const bytes of form.split(child.stdout as AsyncIterable<Buffer>, source.video)) {
      const { value: tick } = await ticks.next();
      const index = indexes.get(tick as number);
      if (index !== undefined) yield { index, bytes };
    }
    await closed;
  }

  const made = pictures();
  const ahead: Promise<IteratorResult<Picture>>[] = [];
  return {
    async next() {
      while (ahead.length <= PICTURES_AHEAD) {
        const picture = made.next();
        picture.catch(() => {});
        ahead.push(picture);
      }
      const { value, done } = await ahead.shift()!;
      return done ? null : value;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      // Pipes that nobody reads hold the end of the process back.
      for (const pipe of [child.stdout, child.stdio[3] as Readable]) pipe?.destroy();
      await closed.catch(() => {});
      await Promise.allSettled(ahead);
    },
  };
}

/** Timestamp by which a frame is known inside FFmpeg. */
const stampOf = ({ video, ticks }: VideoSource, index: number): number =>
  video.frames.isCounted ? index : ticks[index]!;

function streamArguments(
  source: VideoSource,
  wanted: readonly number[],
  form: PicturePipe,
  fromStart: boolean,
): string[] {
  const { location, video, ticks } = source;
  const { tick, origin, isCounted } = video.frames;
  const firstSeconds = ((ticks[wanted[0]!]! - origin) * tick.num) / tick.den;
  const seek =
    !fromStart && !isCounted && firstSeconds > SEEK_FROM_SECONDS
      ? ['-noaccurate_seek', '-ss', firstSeconds.toFixed(6)]
      : [];
  const filters = [
    ...(isCounted ? ['setpts=N'] : []),
    `select='${wantedStamps(source, wanted)}'`,
    // Only a frame that carries something is printed.
    "metadata=add:key=n:value=1,metadata=print:file='pipe\\:3':direct=1",
    ...form.filters(video),
  ];
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-copyts', ...seek],
    ...[...INPUT_ARGUMENTS, '-threads', DECODER_THREADS, ...decoderArguments(video), '-i', location],
    ...['-map', '0:V:0', '-vf', filters.join(), '-fps_mode', 'passthrough', '-frames:v', String(wanted.length)],
    // In a coarser time base two frames that are close would have one time.
    ...['-enc_time_base', `${tick.num}:${tick.den}`],
    ...[...form.encoder(video), '-threads', '1', '-f', 'image2pipe', 'pipe:1'],
  ];
}

/** An expression that is true for the wanted frames. */
function wantedStamps(source: VideoSource, wanted: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const index of wanted) {
    const range = ranges.at(-1);
    if (range && range[1] === index - 1) range[1] = index;
    else ranges.push([index, index]);
  }
  return sumOf(ranges.map(([first, last]) => `between(pts,${stampOf(source, first)},${stampOf(source, last)})`));
}

/** Adds terms in halves: FFmpeg takes no more than a hundred one after the other. */
function sumOf(terms: readonly string[]): string {
  if (terms.length < 2) return terms.join();
  const half = terms.length >> 1;
  return `(${sumOf(terms.slice(0, half))}+${sumOf(terms.slice(half))})`;
}

async function* readTicks(pipe: Readable): AsyncGenerator<number> {
  const lines = createInterface({ input: pipe, crlfDelay: Infinity });
  // One that is destroyed never ends, and who waits for its next line would wait for ever.
  pipe.once('close', () => lines.close());
  for await (const line of lines) {
    const match = /^frame:\S+ +pts:(-?\d+)/.exec(line);
    if (match) yield Number(match[1]);
  }
}

function failure(code: number | null, stderr: string, { location }: VideoSource): EdgereelError {
  // Where the file lies on this node means nothing to its author.
  const log = stderr.trim().replaceAll(location, 'the file');
  return new EdgereelError(
    'VIDEO_EXTRACTION_FAILED',
    `FFmpeg ended with ${code ?? 'a signal'}: ${log.split('\n').at(-1)}`,
    {
      details: { log },
    },
  );
}
