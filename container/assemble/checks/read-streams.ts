/**
 * A finished file as FFprobe sees it: its streams, and when each packet is shown. Nothing is decoded.
 * @module
 */
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import { startFfmpeg } from '../../encode/ffmpeg-process.ts';
import { parseCompact, type CompactFields } from '../../media/probed-stream.ts';

export interface OutputStream {
  facts: CompactFields;
  packets: OutputPacket[];
}

export interface OutputPacket {
  /** When it is shown, in ticks of its stream. */
  tick: number;
  isKeyframe: boolean;
}

export interface OutputStreams {
  streams: OutputStream[];
  durationSeconds: number;
}

const ENTRIES = [
  'packet=stream_index,pts,flags',
  'stream=index,codec_type,codec_name,codec_tag_string,width,height,time_base,color_range,color_space,color_transfer,color_primaries',
  'format=duration',
].join(':');

/** Throws `OUTPUT_MISMATCH` when FFprobe has anything to complain of. */
export async function readStreams(
  path: string,
  { ffprobePath, signal }: { ffprobePath: string; signal: AbortSignal },
): Promise<OutputStreams> {
  const packets = new Map<string, OutputPacket[]>();
  const facts = new Map<string, CompactFields>();
  let durationSeconds = Number.NaN;
  const args = ['-v', 'error', '-show_entries', ENTRIES, '-of', 'compact', path];
  await using ffprobe = startFfmpeg(ffprobePath, args, signal, { readsOutput: true });
  try {
    for await (const line of createInterface({ input: Readable.from(ffprobe.output) })) {
      const { section, fields } = parseCompact(line);
      if (section === 'format') durationSeconds = Number(fields['duration']);
      if (section === 'stream') facts.set(fields['index']!, fields);
      if (section !== 'packet') continue;
      const index = fields['stream_index']!;
      if (!packets.has(index)) packets.set(index, []);
      packets.get(index)!.push({ tick: Number(fields['pts']), isKeyframe: fields['flags']!.startsWith('K') });
    }
    await ffprobe.finish();
  } catch (error) {
    if (!isEdgereelError(error) || error.code !== 'ENCODE_FAILED') throw error;
    throw unreadable(ffprobe.complaints(), error);
  }
  if (ffprobe.complaints()) throw unreadable(ffprobe.complaints());
  const streams = [...facts].map(([index, found]) => ({ facts: found, packets: packets.get(index) ?? [] }));
  return { streams, durationSeconds };
}

function unreadable(log: string, cause?: unknown): EdgereelError {
  return new EdgereelError('OUTPUT_MISMATCH', 'The output does not read back.', { details: { log }, cause });
}
