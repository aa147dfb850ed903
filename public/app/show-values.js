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

/**
 * Time that a render took, without the time it waited for a node; that is named beside it when it can be felt.
 *
 * @param {Record<string, number>} stages Milliseconds by stage, `queue` and `total` among them.
 */
export function showWork(stages) {
  const waited = (stages['queue'] ?? 0) / 1000;
  const worked = showSeconds((stages['total'] ?? 0) / 1000 - waited);
  return waited >= 1 ? `${worked} after ${showSeconds(waited)} in the queue` : worked;
}

/** @param {number} count @param {string} noun In the singular, with a plural in `s`. */
export function showCount(count, noun) {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** @param {string} isoTime */
export function showMoment(isoTime) {
  const moment = new Date(isoTime);
  const isToday = moment.toDateString() === new Date().toDateString();
  return isToday
    ? moment.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
    : moment.toLocaleDateString([], { day: 'numeric', month: 'short' });
}
