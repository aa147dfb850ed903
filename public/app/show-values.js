/** How numbers are shown to people. */

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
