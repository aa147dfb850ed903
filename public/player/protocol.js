/**
 * Messages between the player and a composition in its frame, version 1. Pure; what a composition says is never believed unread. The other end is
 * `runtime/preview/protocol.ts`.
 *
 * @typedef {{ action: string } & Record<string, unknown>} Control
 *
 * @typedef {object} Scene A composition directly inside the root.
 * @property {string} id
 * @property {string} label
 * @property {number} start Seconds.
 * @property {number | null} duration Seconds; null lasts to the end.
 *
 * @typedef {| { kind: 'report', report: Report }
 *   | { kind: 'wrong-version', version: unknown }
 *   | { kind: 'foreign' }} Parsed
 *
 * @typedef {| { type: 'stage-size', width: number, height: number }
 *   | { type: 'state', frame: number, isPlaying: boolean, controlId?: number }
 *   | TimelineReport
 *   | { type: 'diagnostic', code: string, details: Record<string, unknown> }
 *   | { type: 'element-picked', element: unknown }} Report
 *
 * @typedef {object} TimelineReport
 * @property {'timeline'} type
 * @property {number} durationSeconds 0 when the composition has no length.
 * @property {{ numerator: number, denominator: number }} fps
 * @property {number} width CSS pixels.
 * @property {number} height CSS pixels.
 * @property {Scene[]} scenes
 * @property {boolean} hasSound
 */

export const PROTOCOL_VERSION = 1;
/** Sides beyond this are no composition; CSS pixels. */
const MAX_SIDE = 16_384;
const DEFAULT_FPS = { numerator: 30, denominator: 1 };

/** @param {number} controlId @param {{ numerator: number, denominator: number }} fps @param {Control} control */
export function toMessage(controlId, fps, control) {
  const header = { source: 'hf-parent', type: 'control', protocolVersion: PROTOCOL_VERSION, capabilities: [] };
  return { ...header, fps, controlId, ...control };
}

/** @param {unknown} data @returns {Parsed} */
export function parseMessage(data) {
  const message = asFields(data);
  if (message['source'] !== 'hf-preview') return { kind: 'foreign' };
  const version = message['protocolVersion'] ?? PROTOCOL_VERSION;
  if (version !== PROTOCOL_VERSION) return { kind: 'wrong-version', version };
  const type = String(message['type']);
  const report = Object.hasOwn(READERS, type) ? READERS[/** @type {keyof typeof READERS} */ (type)](message) : null;
  return report ? { kind: 'report', report } : { kind: 'foreign' };
}

const READERS = {
  /** @param {Record<string, unknown>} message @returns {Report | null} */
  'stage-size': ({ width, height }) => (isSide(width) && isSide(height) ? { type: 'stage-size', width, height } : null),

  /** @param {Record<string, unknown>} message @returns {Report | null} */
  state({ frame, isPlaying, controlId }) {
    if (!isAmount(frame)) return null;
    const state = { type: /** @type {const} */ ('state'), frame: Math.floor(frame), isPlaying: isPlaying === true };
    return isAmount(controlId) ? { ...state, controlId } : state;
  },

  /** @param {Record<string, unknown>} message @returns {Report | null} */
  timeline({ durationSeconds, fps, compositionWidth, compositionHeight, scenes, clips }) {
    if (!isSide(compositionWidth) || !isSide(compositionHeight)) return null;
    return {
      type: 'timeline',
      durationSeconds: isAmount(durationSeconds) ? durationSeconds : 0,
      fps: readFps(asFields(fps)),
      width: compositionWidth,
      height: compositionHeight,
      scenes: asList(scenes).map(readScene),
      hasSound: asList(clips).some((clip) => ['audio', 'video'].includes(String(asFields(clip)['tag']))),
    };
  },

  /** @param {Record<string, unknown>} message @returns {Report | null} */
  diagnostic: ({ code, details }) => ({ type: 'diagnostic', code: String(code), details: asFields(details) }),

  /** @param {Record<string, unknown>} message @returns {Report | null} */
  'element-picked': ({ element }) => ({ type: 'element-picked', element }),
};

/** A diagnostic in words. @param {{ code: string, details: Record<string, unknown> }} diagnostic */
export function describeDiagnostic({ code, details }) {
  const { message, missing, action } = details;
  if (typeof message === 'string') return message;
  if (Array.isArray(missing)) return `The composition still waits for ${missing.join(', ')}.`;
  if (code === 'unsupported-action') return `The composition cannot do “${String(action)}”.`;
  return `The composition reports ${code}.`;
}

/** @param {unknown} scene @returns {Scene} */
function readScene(scene) {
  const { id, label, start, duration } = asFields(scene);
  return {
    id: typeof id === 'string' ? id : '',
    label: typeof label === 'string' ? label : '',
    start: isAmount(start) ? start : 0,
    duration: isAmount(duration) ? duration : null,
  };
}

/** @param {Record<string, unknown>} fps */
function readFps({ numerator, denominator }) {
  return isAmount(numerator) && isAmount(denominator) && numerator > 0 && denominator > 0
    ? { numerator, denominator }
    : DEFAULT_FPS;
}

/** @param {unknown} value @returns {Record<string, unknown>} */
function asFields(value) {
  return typeof value === 'object' && value !== null ? /** @type {Record<string, unknown>} */ (value) : {};
}

/** @param {unknown} value @returns {unknown[]} */
function asList(value) {
  return Array.isArray(value) ? value : [];
}

/** @param {unknown} value @returns {value is number} */
function isAmount(value) {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** @param {unknown} value @returns {value is number} */
function isSide(value) {
  return isAmount(value) && value >= 1 && value <= MAX_SIDE;
}
