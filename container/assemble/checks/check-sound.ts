/**
 * The sound of a finished file is decoded from end to end.
 * @module
 */
import { SAMPLE_RATE } from '#contracts/sound.ts';
import { requireFacts } from '../../mp4/check-chunk.ts';
import type { JoinContext } from '../formats/joiner.ts';
import { decodeFile } from './decode-file.ts';

/** AAC comes in frames of this many samples; some decoders give the last one whole, and of a stream the one of the encoder's delay too. */
export const AAC_FRAME_SAMPLES = 1024;

/** Does nothing for a plan without sound. */
export async function checkSound({ plan, ...programs }: JoinContext, path: string): Promise<void> {
  if (!plan.audio) return;
  const { codec, samples } = plan.audio;
  const decoded = await decodeFile(path, 'sound', programs);
  const more = decoded.samples - samples;
  const slack = codec === 'aac' ? (plan.encode.format === 'hls' ? 2 : 1) * AAC_FRAME_SAMPLES : 1;
  const isWhole = more >= 0 && more < slack;
  requireFacts(
    [
      ['sample rate', decoded.sampleRate, SAMPLE_RATE],
      ['channels', decoded.channels, 'stereo'],
      ['samples', isWhole ? samples : decoded.samples, samples],
    ],
    'output',
  );
}
