/**
 * A valid plan for tests: 320×180, 30 fps, 90 frames in chunks of 30.
 * @module
 */
import { planChunks, type RenderPlan } from '#contracts/plan.ts';
import { hashPlan } from '../loaded-plan/hash-plan.ts';
import { PROTOCOL_VERSION } from '#contracts/protocol.ts';

/** A plan with some changes. Its hash fits its content, unless the changes name another. */
export function samplePlan(changes: Partial<RenderPlan> = {}): RenderPlan {
  const content: Omit<RenderPlan, 'planHash'> = {
    protocolVersion: PROTOCOL_VERSION,
    engine: { id: 'e', edgereel: '0', chrome: 'c', ffmpeg: 'f', fonts: 'd' },
    siteId: '0'.repeat(16),
    entry: 'index.html',
    files: [],
    remote: [],
    fontSheets: [],
    absentTimelines: [],
    media: [],
    variables: {},
    compositionId: 'main',
    fps: { num: 30, den: 1 },
    width: 320,
    height: 180,
    scale: 1,
    frameCount: 90,
    firstFrame: 0,
    chunks: planChunks(90, 30),
    painting: null,
    audio: null,
    encode: { format: 'mp4', codec: 'h264', quality: 'standard', crf: null, bitrate: null, keyframeInterval: 60 },
    ...changes,
  };
  return { planHash: hashPlan(content), ...content };
}
