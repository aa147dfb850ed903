/**
 * What the keys mean. Pure.
 *
 * @typedef {| { do: 'toggle' | 'mute' | 'fullscreen' | 'start' | 'end' }
 *   | { do: 'step', frames: number }
 *   | { do: 'skip', seconds: number }} KeyCommand
 */

/** Of `j` and `l`. */
const SKIP_SECONDS = 5;

/** @type {Readonly<Record<string, KeyCommand>>} */
const COMMANDS = {
  ' ': { do: 'toggle' },
  k: { do: 'toggle' },
  ArrowLeft: { do: 'step', frames: -1 },
  ArrowRight: { do: 'step', frames: 1 },
  'Shift+ArrowLeft': { do: 'skip', seconds: -1 },
  'Shift+ArrowRight': { do: 'skip', seconds: 1 },
  j: { do: 'skip', seconds: -SKIP_SECONDS },
  l: { do: 'skip', seconds: SKIP_SECONDS },
  Home: { do: 'start' },
  End: { do: 'end' },
  m: { do: 'mute' },
  f: { do: 'fullscreen' },
};

/**
 * @param {Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>} event
 * @returns {KeyCommand | null} Null for keys that mean nothing here; chords belong to the browser.
 */
export function commandOf({ key, shiftKey, ctrlKey, metaKey, altKey }) {
  if (ctrlKey || metaKey || altKey) return null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  const chord = shiftKey && name.startsWith('Arrow') ? `Shift+${name}` : name;
  return (Object.hasOwn(COMMANDS, chord) && COMMANDS[chord]) || null;
}

/**
 * Whether the focused control gives a key a meaning of its own: buttons are pressed by the space bar, lists are walked by arrows.
 *
 * @param {Element | null} focused
 * @param {string} key
 */
export function isTakenBy(focused, key) {
  if (focused === null) return false;
  if (focused.matches('input[type="range"]:not([data-owns-arrows])')) return false;
  if (focused.closest('input, select, textarea, video, dialog, [role="tab"], [contenteditable]')) return true;
  return key === ' ' && focused.closest('button, a, summary') !== null;
}
