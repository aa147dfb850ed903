/**
 * A WebM chunk is checked before anything is built on it.
 * @module
 */
import { requireFacts } from '../mp4/check-chunk.ts';
import type { RenderPlan } from '#contracts/plan.ts';
import { readWebm, type WebmTrack } from './read-webm.ts';

/** Reads a chunk file and compares it with its plan: number of frames, frame size, alpha, an opening keyframe, keyframe distance. */
export async function checkWebm(path: string, plan: RenderPlan, frames: number): Promise<WebmTrack> {
  const track = await readWebm(path);
  const keyframes = track.blocks.flatMap((block, i) => (block.isKeyframe ? [i] : []));
  const gaps = keyframes.map((at, i) => (keyframes[i + 1] ?? track.blocks.length) - at);
  requireFacts([
    ['frames', track.blocks.length, frames],
    ['width', track.video?.width, plan.width],
    ['height', track.video?.height, plan.height],
    ['alpha', track.video?.hasAlpha, true],
    ['frames with alpha', track.blocks.filter(({ extrasSize }) => extrasSize > 0).length, frames],
    ['first keyframe', keyframes[0], 0],
    ['keyframe distance within bounds', gaps.every((gap) => gap <= plan.encode.keyframeInterval), true],
  ]);
  return track;
}
