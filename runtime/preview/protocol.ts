/**
 * Messages between the player's page and the composition in its frame, version 1. Parsing is pure.
 * @module
 */

import type { Clip } from '../clips.ts';

export const MESSAGE_VERSION = 1;

export type Control =
  | { action: 'play' | 'pause' }
  | { action: 'seek'; timeSeconds: number }
  | { action: 'set-playback-rate'; rate: number }
  | { action: 'set-muted'; isMuted: boolean }
  | { action: 'set-volume'; volume: number };

export type ParsedControl =
  | { kind: 'control'; control: Control }
  | { kind: 'foreign' }
  | { kind: 'wrong-version'; version: unknown };

/** Reads a message from the parent. What is not ours, and actions that have no meaning here, are foreign. */
export function parseControl(data: unknown, fps: { num: number; den: number }): ParsedControl {
  if (typeof data !== 'object' || data === null) return { kind: 'foreign' };
  const message = data as Record<string, unknown>;
  if (message['source'] !== 'hf-parent' || message['type'] !== 'control') return { kind: 'foreign' };
  const version = message['protocolVersion'] ?? MESSAGE_VERSION;
  if (version !== MESSAGE_VERSION) return { kind: 'wrong-version', version };
  const control = toControl(message, fps);
  return control ? { kind: 'control', control } : { kind: 'foreign' };
}

function toControl(message: Record<string, unknown>, fps: { num: number; den: number }): Control | null {
  const number = (name: string): number | null => {
    const value = message[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
  };
  switch (message['action']) {
    case 'play':
    case 'pause':
      return { action: message['action'] };
    case 'seek': {
      const frame = number('frame');
      const timeSeconds = number('timeSeconds') ?? (frame === null ? null : (frame * fps.den) / fps.num);
      return timeSeconds === null ? null : { action: 'seek', timeSeconds };
    }
    case 'set-playback-rate': {
      const rate = number('playbackRate');
      return rate === null ? null : { action: 'set-playback-rate', rate };
    }
    case 'set-muted':
      return { action: 'set-muted', isMuted: message['muted'] === true };
    case 'set-volume': {
      const volume = number('volume');
      return volume === null ? null : { action: 'set-volume', volume };
    }
    default:
      return null;
  }
}

export type PreviewMessage =
  | { type: 'ready'; protocolVersion: number }
  | { type: 'state'; frame: number; isPlaying: boolean; muted: boolean; playbackRate: number }
  | {
      type: 'timeline';
      durationSeconds: number;
      durationInFrames: number;
      fps: { numerator: number; denominator: number };
      clips: Clip[];
      compositionWidth: number;
      compositionHeight: number;
    }
  | {
      type: 'diagnostic';
      code: 'script-error' | 'not-ready' | 'protocol-version' | 'sub-composition';
      details: Record<string, unknown>;
    };
