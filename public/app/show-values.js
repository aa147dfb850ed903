/** How numbers are shown to people. */

/**
 * Frames per second of `30` or `30000/1001`.
 *
 * @param {string} fps
 */
export function frameRate(fps) {
  const [num = 30, den = 1] = fps.split('/').map(Number);
  return num / den;
}

/**
 * Minutes, seconds and hundredths of a frame's time.
 *
 * @param {number} frame
 * @param {string} fps
 */
export function showTime(frame, fps) {
  const hundredths = Math.floor((frame / frameRate(fps)) * 100 + 1e-6);
  const parts = [Math.floor(hundredths / 6000), Math.floor(hundredths / 100) % 60, hundredths % 100];
  const [minutes, seconds, rest] = parts.map((part) => String(part).padStart(2, '0'));
  return `${minutes}:${seconds}.${rest}`;
}

/** @param {number} seconds */
export function showSeconds(seconds) {
  return `${seconds < 10 ? Number(seconds.toFixed(2)) : Number(seconds.toFixed(1))} s`;
}

/** @param {number} sizeBytes */
export function showBytes(sizeBytes) {
  const [divisor, unit] = sizeBytes < 1e6 ? [1e3, 'kB'] : [1e6, 'MB'];
  return `${(sizeBytes / divisor).toFixed(sizeBytes / divisor < 100 ? 2 : 0)} ${unit}`;
}

/** @param {string} isoTime */
export function showMoment(isoTime) {
  const moment = new Date(isoTime);
  const isToday = moment.toDateString() === new Date().toDateString();
  return isToday
    ? moment.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
    : moment.toLocaleDateString([], { day: 'numeric', month: 'short' });
}
