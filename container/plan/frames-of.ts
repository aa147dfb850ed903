/**
 * Which frames of a composition a request wants.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import { FORMAT_FACTS, fpsConflict } from '#contracts/formats.ts';
import type { PlanCall } from '#contracts/protocol.ts';
import type { CompositionFacts } from './check-composition.ts';

/** Throws `INVALID_REQUEST` for what the composition does not have. */
export function framesOf(
  { frameCount, fps, durationSeconds }: Pick<CompositionFacts, 'frameCount' | 'fps' | 'durationSeconds'>,
  { format, frameRange, time = 0 }: Pick<PlanCall, 'format' | 'frameRange' | 'time'>,
): { firstFrame: number; frameCount: number } {
  const { kind, maxFps } = FORMAT_FACTS[format];
  if (maxFps !== undefined && fps.num > maxFps * fps.den) {
    const { field, message } = fpsConflict(format, maxFps);
    throw refuse(field, message, `${fps.num}/${fps.den}`);
  }
  if (kind === 'still') {
    if (time > durationSeconds) throw refuse('time', `must not exceed the duration of ${durationSeconds} s`, time);
    const frame = Math.floor((time * fps.num) / fps.den + 1e-9);
    return { firstFrame: Math.min(frame, frameCount - 1), frameCount: 1 };
  }
  if (!frameRange) return { firstFrame: 0, frameCount };
  if (frameRange.end > frameCount)
    throw refuse('frameRange', `must end at frame ${frameCount}, the composition's end, or before`, frameRange.end);
  return { firstFrame: frameRange.start, frameCount: frameRange.end - frameRange.start };
}

function refuse(field: string, rule: string, value: unknown): EdgereelError {
  return new EdgereelError('INVALID_REQUEST', `${field}: ${rule}, not ${String(value)}.`, {
    details: { field, value },
  });
}
