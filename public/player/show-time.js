/** How times are shown. Pure. */

/** Minutes, seconds and hundredths. @param {number} seconds */
export function showTime(seconds) {
  const hundredths = Math.floor(seconds * 100 + 1e-6);
  const parts = [Math.floor(hundredths / 6000), Math.floor(hundredths / 100) % 60, hundredths % 100];
  const [minutes, whole, rest] = parts.map((part) => String(part).padStart(2, '0'));
  return `${minutes}:${whole}.${rest}`;
}

/** For a voice: `1 minute 2.5 seconds`. @param {number} seconds */
export function sayTime(seconds) {
  const minutes = Math.floor(seconds / 60);
  const rest = Number((seconds - minutes * 60).toFixed(2));
  const said = `${rest} ${rest === 1 ? 'second' : 'seconds'}`;
  if (minutes === 0) return said;
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ${said}`;
}
