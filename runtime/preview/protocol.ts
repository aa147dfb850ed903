/**
 * Messages between the player's page and the composition in its frame, version 1. Parsing is pure.
 * @module
 */

import type { Clip } from '../clips.ts';

export const MESSAGE_VERSION = 1;

export type Control =
  | { action: 'play' | 'pause' | 'stop-media' | 'tick' | 'enable-pick-mode' | 'disable-pick-mode' }
  | { action: 'seek'; timeSeconds: number }
  | { action: 'set-playback-rate'; rate: number }
  | { action: 'set-muted' | 'set-media-output-muted'; isMuted: boolean }
  | { action: 'set-volume'; volume: number }
  /** Length in place of the declared one. */
  | { action: 'set-root-duration'; durationSeconds: number }
  /** CSS selectors of elements to be pointed out. */
  | { action: 'flash-elements'; selectors: string[] };

export type ParsedControl =
  /** `id` is the sender's own number of this control, told back in the state that follows it. */
  | { kind: 'control'; control: Control; id: number | null }
  | { kind: 'foreign' }
  | { kind: 'wrong-version'; version: unknown }
  | { kind: 'refused'; code: 'unsupported-action' | 'invalid-control'; action: string };

type Fields = Readonly<Record<string, unknown>>;
type Fps = { num: number; den: number };

/** How each action's values are read; null when they are missing or no values of their kind. */
const READERS: Readonly<Record<Control['action'], (fields: Fields, fps: Fps) => Control | null>> = {
  play: () => ({ action: 'play' }),
  pause: () => ({ action: 'pause' }),
  'stop-media': () => ({ action: 'stop-media' }),
  tick: () => ({ action: 'tick' }),
  'enable-pick-mode': () => ({ action: 'enable-pick-mode' }),
  'disable-pick-mode': () => ({ action: 'disable-pick-mode' }),
  seek({ timeSeconds, frame }, fps) {
    if (isNumber(timeSeconds)) return { action: 'seek', timeSeconds };
    return isNumber(frame) ? { action: 'seek', timeSeconds: (frame * fps.den) / fps.num } : null;
  },
  'set-playback-rate': ({ playbackRate }) =>
    isNumber(playbackRate) ? { action: 'set-playback-rate', rate: playbackRate } : null,
  'set-muted': ({ muted }) => ({ action: 'set-muted', isMuted: muted === true }),
  'set-media-output-muted': ({ muted }) => ({ action: 'set-media-output-muted', isMuted: muted === true }),
  'set-volume': ({ volume }) => (isNumber(volume) ? { action: 'set-volume', volume } : null),
  'set-root-duration': ({ durationSeconds }) =>
    isNumber(durationSeconds) && durationSeconds > 0 ? { action: 'set-root-duration', durationSeconds } : null,
  'flash-elements': ({ selectors }) =>
    Array.isArray(selectors) && selectors.every((selector) => typeof selector === 'string')
      ? { action: 'flash-elements', selectors }
      : null,
};

/** Reads a message from the parent. Actions that mean nothing here, like those on sound tracks, are refused by name. */
export function parseControl(data: unknown, fps: Fps): ParsedControl {
  if (typeof data !== 'object' || data === null) return { kind: 'foreign' };
  const fields = data as Fields;
  if (fields['source'] !== 'hf-parent' || fields['type'] !== 'control') return { kind: 'foreign' };
  const version = fields['protocolVersion'] ?? MESSAGE_VERSION;
  if (version !== MESSAGE_VERSION) return { kind: 'wrong-version', version };
  const action = String(fields['action']);
  if (!Object.hasOwn(READERS, action)) return { kind: 'refused', code: 'unsupported-action', action };
  const control = READERS[action as Control['action']](fields, fps);
  if (!control) return { kind: 'refused', code: 'invalid-control', action };
  return { kind: 'control', control, id: isNumber(fields['controlId']) ? fields['controlId'] : null };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** A composition directly inside the root. */
export type SceneMessage = Pick<Clip, 'id' | 'label' | 'start' | 'duration'>;

export interface PickedElement {
  /** Empty when it has none. */
  id: string;
  label: string;
  /** Finds this element and no other. */
  selector: string;
  /** CSS pixels of the composition. */
  box: { x: number; y: number; width: number; height: number };
}

export type DiagnosticCode =
  | 'script-error'
  | 'not-ready'
  | 'sub-composition'
  | 'shader-transitions'
  | 'protocol-version'
  | 'unsupported-action'
  | 'invalid-control';

export type PreviewMessage =
  /** As soon as the document is parsed, long before `ready`. */
  | { type: 'stage-size'; width: number; height: number }
  | { type: 'ready'; protocolVersion: number }
  | {
      type: 'state';
      frame: number;
      isPlaying: boolean;
      muted: boolean;
      playbackRate: number;
      /** Number of the last control that was obeyed; absent when controls are not numbered. */
      controlId?: number;
    }
  | {
      type: 'timeline';
      durationSeconds: number;
      durationInFrames: number;
      fps: { numerator: number; denominator: number };
      clips: Clip[];
      scenes: SceneMessage[];
      compositionWidth: number;
      compositionHeight: number;
    }
  | { type: 'element-picked'; element: PickedElement }
  | { type: 'diagnostic'; code: DiagnosticCode; details: Record<string, unknown> };
