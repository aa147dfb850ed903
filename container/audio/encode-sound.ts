/**
 * Samples → a sound file of exact length.
 * @module
 */
import type { AudioCodec } from '#contracts/plan.ts';
import { SAMPLE_RATE } from '#contracts/sound.ts';
import { startFfmpeg } from '../encode/ffmpeg-process.ts';
import { makeBlock, partOf, type SoundBlock, type SoundSource } from './sound-block.ts';

/** The time scale of an M4A is the sample rate, so that its edit list says to the sample where the encoder's run-up ends. */
const CODECS: Record<AudioCodec, { contentType: string; args: string[] }> = {
  aac: {
    contentType: 'audio/mp4',
    args: `-c:a aac -b:a 192k -movie_timescale ${SAMPLE_RATE} -movflags +faststart -f ipod`.split(' '),
  },
  opus: {
    contentType: 'audio/webm',
    args: '-c:a libopus -b:a 128k -vbr on -application audio -f webm'.split(' '),
  },
  pcm: { contentType: 'audio/wav', args: '-c:a pcm_s16le -f wav'.split(' ') },
};

export const audioContentType = (codec: AudioCodec): string => CODECS[codec].contentType;

const BLOCK_SAMPLES = 4096;

/** Encodes a range of a source. Sums above full scale are left to the codec. */
export async function encodeSound(
  source: SoundSource,
  { firstSample, endSample }: { firstSample: number; endSample: number },
  { ffmpegPath, codec, outputPath }: { ffmpegPath: string; codec: AudioCodec; outputPath: string },
  signal: AbortSignal,
): Promise<void> {
  const args = [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', '-cpuflags', '0', '-threads', '1'],
    ...['-f', 'f32le', '-ar', String(SAMPLE_RATE), '-ac', '2', '-i', 'pipe:0'],
    ...['-threads', '1', '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'],
    ...CODECS[codec].args,
    outputPath,
  ];
  await using ffmpeg = startFfmpeg(ffmpegPath, args, signal);
  const block = makeBlock(BLOCK_SAMPLES);
  for (let at = 0; at < firstSample; at += BLOCK_SAMPLES)
    await source.read(partOf(block, 0, Math.min(BLOCK_SAMPLES, firstSample - at)));
  for (let at = firstSample; at < endSample; at += BLOCK_SAMPLES) {
    const part = partOf(block, 0, Math.min(BLOCK_SAMPLES, endSample - at));
    await source.read(part);
    await ffmpeg.write(interleave(part));
  }
  await ffmpeg.finish();
}

function interleave({ left, right }: SoundBlock): Buffer {
  const samples = new Float32Array(left.length * 2);
  for (let i = 0; i < left.length; i++) {
    samples[2 * i] = left[i]!;
    samples[2 * i + 1] = right[i]!;
  }
  return Buffer.from(samples.buffer);
}
