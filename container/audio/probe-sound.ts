/**
 * What FFmpeg says of a sound file.
 * @module
 */
import { execFile } from 'node:child_process';
import { INPUT_OPTIONS } from './input-options.ts';
import { SoundFailure } from './sound-failure.ts';
import type { SourceFacts } from './source-facts.ts';

const TIMEOUT_MS = 30_000;
const MAX_LOG_BYTES = 4 * 1024 * 1024;

/** Throws `SoundFailure` for a file that is none, `NoSoundStream` for one without sound. */
export async function probeSound(ffmpegPath: string, path: string, signal: AbortSignal): Promise<SourceFacts> {
  const log = await describe(ffmpegPath, path, signal);
  const duration = /^ {2}Duration: (\d+):(\d+):(\d+\.\d+)/m.exec(log);
  const stream = /^ {2}Stream #\d.*?: Audio: (.*)$/m.exec(log)?.[1];
  if (!stream) {
    if (/^ {2}Stream #/m.test(log)) throw new NoSoundStream();
    throw new SoundFailure(`is in no file of sound: ${lastWords(log, path)}`);
  }
  const [, hours, minutes, seconds] = duration ?? [];
  return {
    path,
    channels: countChannels(stream),
    originSeconds: Math.max(0, -Number(/^ {2}Duration: .*?, start: (-?\d+\.\d+)/m.exec(log)?.[1] ?? 0)),
    durationSeconds: duration ? Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) : null,
  };
}

export class NoSoundStream extends SoundFailure {
  constructor() {
    super('is not there: the file holds no sound');
  }
}

/** Only one channel matters, since it is to be heard on both sides at full level. */
function countChannels(stream: string): number {
  if (/ mono\b/.test(stream)) return 1;
  return Number(/ (\d+) channels/.exec(stream)?.[1] ?? 2);
}

/** FFmpeg asks for an output and ends with an error; all it says of the input it has said by then. */
function describe(ffmpegPath: string, path: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: TIMEOUT_MS, maxBuffer: MAX_LOG_BYTES, signal };
    execFile(ffmpegPath, [...INPUT_OPTIONS, '-i', path], options, (error, _stdout, stderr) => {
      if (signal.aborted) reject(signal.reason);
      else if (error?.killed) reject(new SoundFailure(`could not be looked at within ${TIMEOUT_MS / 1000} s`));
      else resolve(stderr);
    });
  });
}

/** The file's name on this node tells nobody anything. */
export function lastWords(log: string, path: string): string {
  return (log.trim().split('\n').at(-1) ?? '').replaceAll(`${path}: `, '').replaceAll(path, 'the file').trim();
}
