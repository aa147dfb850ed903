/** What the attributes of the player mean. A value that cannot be read counts as its default. Pure. */

export const RATE_LIMITS = /** @type {const} */ ([0.1, 5]);
const DEFAULT_SPEEDS = [0.5, 1, 1.5, 2];
/** Scripts run, and reach nothing of the page around them. */
const DEFAULT_SANDBOX = 'allow-scripts';

/** @param {string | null} text @param {number} fallback CSS pixels. */
export function readSize(text, fallback) {
  const size = Number.parseInt(text ?? '', 10);
  return size > 0 ? size : fallback;
}

/** 1 is normal speed. @param {string | null} text */
export function readRate(text) {
  return isWritten(text) ? clamp(Number(text), ...RATE_LIMITS) : 1;
}

/** 0 to 1; 1 when absent. @param {string | null} text */
export function readVolume(text) {
  return isWritten(text) ? clamp(Number(text), 0, 1) : 1;
}

/** Rates on offer, ascending: `"0.5, 1, 2"`. @param {string | null} text */
export function readSpeeds(text) {
  const [min, max] = RATE_LIMITS;
  const rates = (text ?? '')
    .split(',')
    .filter(isWritten)
    .map(Number)
    .filter((rate) => rate >= min && rate <= max);
  return rates.length > 0 ? [...new Set(rates)].toSorted((a, b) => a - b) : DEFAULT_SPEEDS;
}

/**
 * Tokens of the frame's `sandbox`. `allow-scripts` is always among them: without scripts there is nothing to play.
 *
 * @param {string | null} text
 */
export function readSandbox(text) {
  const tokens = (text ?? '').split(/\s+/).filter(Boolean);
  return [...new Set([DEFAULT_SANDBOX, ...tokens])].join(' ');
}

/** @param {string | null} text @returns {text is string} */
function isWritten(text) {
  return text !== null && text.trim() !== '' && Number.isFinite(Number(text));
}

/** @param {number} value @param {number} min @param {number} max */
export function clamp(value, min, max) {
  return Math.min(max, Math.max(min, value));
}
