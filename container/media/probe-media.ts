/**
 * The facts of a video or sound file, read by ffprobe. What the file says of its own length is not believed: its packets are counted.
 * @module
 */
import { createInterface } from 'node:readline';
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import { frameRuns, type AudioFacts, type FrameTimes, type MediaFacts, type VideoFacts } from '#contracts/media.ts';
import { countedTicks } from './counted-ticks.ts';
import { decoderArguments, INPUT_ARGUMENTS } from './picture-arguments.ts';
import {
  isAlphaFormat,
  isCover,
  parseCompact,
  shownSize,
  type CompactFields,
  type ProbedFormat,
  type ProbedStream,
} from './probed-stream.ts';
import { runProgram } from './run-program.ts';

export interface ProbePrograms {
  ffmpegPath: string;
  ffprobePath: string;
}

/** A packet is only a few bytes of a line, so this is a file of many hours on a slow disk. */
const PROBE_TIMEOUT_MS = 120_000;

/**
 * Throws `VIDEO_SOURCE_UNRENDERABLE` for what cannot be played; the caller knows the name of the file. Sound can be heard whatever is wrong with the
 * video beside it.
 */
export async function probeMedia(
  { ffmpegPath, ffprobePath }: ProbePrograms,
  source: string,
  signal: AbortSignal,
): Promise<MediaFacts> {
  const bounds = { signal, timeoutMs: PROBE_TIMEOUT_MS };
  const { streams, format, packets } = await readFile(ffprobePath, source, bounds);
  const videoStream = streams.find((stream) => stream.codec_type === 'video' && !isCover(stream));
  const audioStream = streams.find((stream) => stream.codec_type === 'audio');
  // A negative start is priming that no player shows.
  const clockStart = Number(format.start_time ?? 0) || 0;
  const startSeconds = Math.max(0, clockStart);

  const audio = audioStream ? describeAudio(audioStream, packets.get(Number(audioStream.index)), clockStart) : null;
  let video: VideoFacts | null = null;
  let videoFault: string | undefined;
  try {
    if (videoStream) {
      const described = await describeVideo(videoStream, packets.get(Number(videoStream.index)), startSeconds, () =>
        countFrames(ffprobePath, source, bounds),
      );
      await checkDecodes(ffmpegPath, source, described, bounds);
      video = described;
    }
  } catch (error) {
    if (!audio || !isEdgereelError(error) || error.code !== 'VIDEO_SOURCE_UNRENDERABLE') throw error;
    videoFault = error.message;
  }
  if (!videoStream && !audio) throw unrenderable('it holds neither video nor sound');
  const videoSeconds = video
    ? ((video.frames.end - video.frames.origin) * video.frames.tick.num) / video.frames.tick.den
    : 0;
  const audioSeconds = audio ? audio.startSeconds + audio.durationSeconds : 0;
  const durationSeconds = Math.max(videoSeconds, audioSeconds);
  if (!(durationSeconds > 0)) throw unrenderable('it is empty');
  return { durationSeconds, video, audio, ...(videoFault !== undefined && { videoFault }) };
}

interface Bounds {
  signal: AbortSignal;
  timeoutMs: number;
}

interface Packets {
  /** Ticks of the frames that are shown, rising; only kept of video. */
  shown: number[];
  /** Decode timestamps of those frames in ticks, rising; only kept of video. */
  decoded: number[];
  /** Whether some shown packets carry no presentation timestamp. */
  isUnstamped: boolean;
  /** Tick at which the first one begins that is shown or heard, and at which the last one ends. */
  first: number;
  end: number;
  /** Number of all packets, those that no player shows included. */
  count: number;
}

interface ProbedFile {
  streams: ProbedStream[];
  format: ProbedFormat;
  /** Packets by the index of their stream. */
  packets: Map<number, Packets>;
}

const ENTRIES = [
  'packet=codec_type,stream_index,pts,dts,duration,flags',
  'stream=index,codec_name,codec_type,width,height,pix_fmt,sample_aspect_ratio,time_base,nb_frames,channels,sample_rate',
  'stream=avg_frame_rate',
  'stream=color_range,color_space,color_transfer,color_primaries',
  'stream_tags=alpha_mode',
  'stream_side_data=rotation',
  'stream_disposition=attached_pic',
  'format=start_time',
].join(':');

async function readFile(ffprobePath: string, source: string, bounds: Bounds): Promise<ProbedFile> {
  const file: ProbedFile = { streams: [], format: {}, packets: new Map() };
  const args = ['-v', 'error', ...INPUT_ARGUMENTS, '-show_entries', ENTRIES, '-of', 'compact', source];
  const { code, stderr } = await runProgram(ffprobePath, args, {
    ...bounds,
    async read(stdout) {
      for await (const line of createInterface({ input: stdout, crlfDelay: Infinity })) noteLine(file, line);
    },
  });
  if (code !== 0) throw unrenderable(lastLine(stderr) || 'it is no media file', logOf(stderr, source));
  for (const packets of file.packets.values()) {
    packets.shown = rising(packets.shown);
    packets.decoded = rising(packets.decoded);
  }
  return file;
}

const rising = (ticks: readonly number[]): number[] => [...new Set(ticks)].toSorted((x, y) => x - y);

function noteLine(file: ProbedFile, line: string): void {
  const { section, fields } = parseCompact(line);
  if (section === 'packet') notePacket(file.packets, fields);
  else if (section === 'stream') file.streams.push(fields as unknown as ProbedStream);
  else if (section === 'format') file.format = fields;
}

function notePacket(
  byStream: Map<number, Packets>,
  { codec_type: kind, stream_index: index, pts, dts, duration, flags = '' }: CompactFields,
): void {
  const packets = byStream.get(Number(index)) ?? noPackets();
  byStream.set(Number(index), packets);
  packets.count++;
  if (flags.includes('D')) return;
  const isStamped = pts !== undefined && pts !== 'N/A';
  packets.isUnstamped ||= !isStamped;
  // A format without presentation timestamps leaves only those of decoding.
  const tick = Number(isStamped ? pts : dts);
  if (!Number.isFinite(tick)) return;
  if (kind === 'video') {
    packets.shown.push(tick);
    if (Number.isFinite(Number(dts))) packets.decoded.push(Number(dts));
  }
  packets.first = Math.min(packets.first, tick);
  packets.end = Math.max(packets.end, tick + (Number(duration) || 0));
}

const noPackets = (): Packets => ({
  shown: [],
  decoded: [],
  isUnstamped: false,
  first: Infinity,
  end: -Infinity,
  count: 0,
});

async function describeVideo(
  stream: ProbedStream,
  packets: Packets | undefined,
  startSeconds: number,
  countFrames: () => Promise<number>,
): Promise<VideoFacts> {
  checkWhole(stream, packets);
  const [num, den] = fraction(stream.time_base);
  const origin = Math.round((startSeconds * den) / num);
  return {
    codec: stream.codec_name ?? 'unknown',
    ...shownSize(stream),
    hasAlpha: isAlphaFormat(stream.pix_fmt) || stream['tag:alpha_mode'] === '1',
    transfer: known(stream.color_transfer),
    primaries: known(stream.color_primaries),
    matrix: known(stream.color_space),
    range: stream.color_range === 'pc' ? 'pc' : stream.color_range === 'tv' ? 'tv' : null,
    frames: {
      tick: { num, den },
      origin,
      ...(packets.isUnstamped
        ? { ...countedTimes(stream, packets, origin, await countFrames()), isCounted: true }
        : stampedTimes(packets)),
    },
  };
}

type Times = Pick<FrameTimes, 'first' | 'runs' | 'end'>;

function stampedTimes({ shown, end }: Packets): Times {
  const last = shown.at(-1)!;
  const usual = shown.length > 1 ? last - shown.at(-2)! : 1;
  return { first: shown[0]!, runs: frameRuns(shown), end: end > last ? end : last + usual };
}

function countedTimes(stream: ProbedStream, packets: Packets, origin: number, count: number): Times {
  if (count === 0) throw unrenderable('not one frame of its video can be decoded');
  const [num, den] = fraction(stream.time_base);
  const [frames, seconds] = fraction(stream['avg_frame_rate'] ?? '');
  const ticks = countedTicks({
    count,
    first: Number.isFinite(packets.first) ? packets.first : origin,
    decoded: packets.decoded,
    frameTicks: frames > 0 && seconds > 0 ? (seconds * den) / (frames * num) : null,
  });
  const step = ticks.length > 1 ? ticks[1]! - ticks[0]! : 1;
  return { first: ticks[0]!, runs: frameRuns(ticks), end: ticks.at(-1)! + step };
}

const fraction = (text: string): [num: number, den: number] => text.split('/').map(Number) as [number, number];

/** Counts the pictures that a decoder makes of the video. */
async function countFrames(ffprobePath: string, source: string, bounds: Bounds): Promise<number> {
  const entries = ['-count_frames', '-select_streams', 'V:0', '-show_entries', 'stream=nb_read_frames'];
  const args = ['-v', 'error', ...INPUT_ARGUMENTS, ...entries, '-of', 'default=nw=1:nk=1', source];
  const { output } = await runProgram(ffprobePath, args, bounds);
  return Number.parseInt(output, 10) || 0;
}

/** Describes a sound track. What there is of sound that is cut off can be heard. */
function describeAudio(stream: ProbedStream, packets: Packets | undefined, clockStart: number): AudioFacts {
  checkFilled(stream, packets);
  const [num, den] = fraction(stream.time_base);
  const seconds = (tick: number): number => (tick * num) / den;
  return {
    channels: Number(stream.channels ?? 0) || 1,
    sampleRate: Number(stream.sample_rate ?? 0) || 48_000,
    startSeconds: seconds(packets.first) - Math.max(0, clockStart),
    durationSeconds: seconds(packets.end - packets.first),
    runUpSeconds: Math.max(0, -clockStart),
    isCutOff: packets.count < Number(stream.nb_frames ?? 0),
  };
}

function checkFilled(stream: ProbedStream, packets: Packets | undefined): asserts packets is Packets {
  const mayBeCounted = packets?.isUnstamped && stream.codec_type === 'video';
  if (!packets || (packets.end === -Infinity && !mayBeCounted))
    throw unrenderable(`its ${stream.codec_type} track holds nothing`);
}

function checkWhole(stream: ProbedStream, packets: Packets | undefined): asserts packets is Packets {
  checkFilled(stream, packets);
  const declared = Number(stream.nb_frames ?? 0);
  if (packets.count < declared)
    throw unrenderable(`it is cut off: ${packets.count} of ${declared} frames of its ${stream.codec_type} are there`);
}

/** A file may be whole and still hold what this FFmpeg cannot decode. */
async function checkDecodes(ffmpegPath: string, source: string, video: VideoFacts, bounds: Bounds): Promise<void> {
  const args = [
    '-v',
    'error',
    '-nostdin',
    ...INPUT_ARGUMENTS,
    ...decoderArguments(video),
    '-i',
    source,
    '-map',
    '0:V:0',
  ];
  const { code, stderr, output } = await runProgram(
    ffmpegPath,
    [...args, '-frames:v', '1', '-f', 'framecrc', 'pipe:1'],
    bounds,
  );
  if (code !== 0 || !/^0,/m.test(output))
    throw unrenderable(`its ${video.codec} cannot be decoded: ${lastLine(stderr)}`, logOf(stderr, source));
}

const known = (name: string | undefined): string | null =>
  name && name !== 'unknown' && name !== 'reserved' ? name : null;

/** FFmpeg puts the file's path in front of its last words. */
const lastLine = (stderr: string): string =>
  stderr
    .split('\n')
    .at(-1)!
    .replace(/^(\[[^\]]*\] *|\S*\/\S*: *)+/, '');

/** FFmpeg's log with the file's path on this node taken out: the path means nothing to the author. */
const logOf = (stderr: string, source: string): string => stderr.trim().replaceAll(source, 'the file');

function unrenderable(reason: string, log = ''): EdgereelError {
  return new EdgereelError('VIDEO_SOURCE_UNRENDERABLE', reason, { details: { reason, ...(log && { log }) } });
}
