/**
 * Finds out what an FFmpeg makes of a few frames, encoded as any chunk is. Its version says nothing of the encoders it is linked with, nor of
 * the processor.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import type { Codec, Format } from '#contracts/formats.ts';
import { DEFAULT_FPS } from '#contracts/fps.ts';
import type { HdrTransfer } from '#contracts/hdr.ts';
import type { EncodeSettings } from '#contracts/plan.ts';
import { runProgram } from '../media/run-program.ts';
import { makeTempFolder } from '../system/temp-folder.ts';
import { drawnForm, outputArguments } from './encoder-arguments.ts';

export interface EncoderProbe {
  version: string;
  /** A file of each encoder, or a word on its absence. */
  samples: Buffer[];
}

interface Sample {
  name: string;
  format: Format;
  codec: Codec;
  hdr?: HdrTransfer;
}

const SAMPLES: [h264: Sample, ...others: Sample[]] = [
  { name: 'h264', format: 'mp4', codec: 'h264' },
  { name: 'h265', format: 'mp4', codec: 'h265' },
  { name: 'h265-pq', format: 'mp4', codec: 'h265', hdr: 'pq' },
  { name: 'vp9', format: 'webm', codec: 'vp9' },
  { name: 'prores', format: 'mov', codec: 'prores' },
];

const START = '-nostdin -y -flags +bitexact -f lavfi -i testsrc=size=128x128:rate=30'.split(' ');
const FRAMES = 3;
/** Limit of FFmpeg's own time (`work-time.ts`). */
const TIMEOUT_MS = 30_000;
/** Characters of FFmpeg's log that are kept. The version stands in its first line, so what all encoders say must fit. */
const LOG_LENGTH = 64_000;

/**
 * An FFmpeg may lack an encoder; only the one that every render falls back to must be there. Throws `ENCODE_FAILED` when FFmpeg does not start,
 * or has no H.264, and what is retryable when the machine does not let it work.
 */
export async function probeEncoders(ffmpegPath: string, workDir: string): Promise<EncoderProbe> {
  await using folder = await makeTempFolder(workDir, 'probe');
  const encode = async (samples: readonly Sample[]): Promise<EncoderProbe> => {
    const outputs = samples.flatMap((sample) => outputOf(sample, folder.file(sample.name)));
    const bounds = { signal: new AbortController().signal, timeoutMs: TIMEOUT_MS, logLength: LOG_LENGTH };
    const { code, stderr } = await runProgram(ffmpegPath, [...START, ...outputs], bounds);
    if (code !== 0) throw new EdgereelError(code === null ? 'ENCODER_CRASHED' : 'ENCODE_FAILED', stderr);
    return {
      version: /^ffmpeg version (\S+)/.exec(stderr)?.[1] ?? 'unknown',
      samples: await Promise.all(samples.map(({ name }) => readFile(folder.file(name)))),
    };
  };
  try {
    // FFmpeg takes longer to start than to encode all of them; but one that is missing spoils the others.
    return await encode(SAMPLES);
  } catch (error) {
    if (isPassing(error)) throw error;
    const [first, ...others] = SAMPLES;
    const h264 = encode([first]).catch((cause: unknown) => {
      throw new EdgereelError('ENCODE_FAILED', `FFmpeg did not start from ${ffmpegPath}, or has no H.264.`, { cause });
    });
    const rest = others.map((sample) =>
      encode([sample]).then(
        ({ samples }) => samples,
        (error: unknown) => {
          if (isPassing(error)) throw error;
          return [Buffer.from(`no ${sample.name}`)];
        },
      ),
    );
    const [{ version, samples }, ...found] = await Promise.all([h264, ...rest]);
    return { version, samples: [...samples, ...found.flat()] };
  }
}

/** Whether a failure says nothing about the encoder, because the machine is busy or somebody has killed FFmpeg. */
const isPassing = (error: unknown): boolean => isEdgereelError(error) && error.retryable;

function outputOf({ format, codec, hdr }: Sample, path: string): string[] {
  const encode: EncodeSettings = {
    ...{ format, codec, quality: 'standard', crf: null, bitrate: null, keyframeInterval: 60 },
    ...(hdr && { hdr }),
  };
  return ['-frames:v', String(FRAMES), ...outputArguments(encode, { fps: DEFAULT_FPS, form: drawnForm(encode) }, path)];
}
