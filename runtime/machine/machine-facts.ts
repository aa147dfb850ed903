/**
 * What a page may ask of the machine it is on, answered alike on every machine.
 * @module
 */

const CORES = 4;
const MEMORY_GIB = 8;
const LANGUAGE = 'en-US';
const CONNECTION = {
  effectiveType: '4g',
  type: 'unknown',
  downlink: 10,
  downlinkMax: Infinity,
  rtt: 50,
  saveData: false,
};
const HEAP = { jsHeapSizeLimit: 4_294_967_296, totalJSHeapSize: 16_777_216, usedJSHeapSize: 8_388_608 };
const COLOUR_DEPTH = 24;
/** What the user agent says of the operating system. */
const SYSTEM = '(X11; Linux x86_64)';
const PLATFORM = 'Linux x86_64';

/** In preview and capture. */
export function installMachineFacts(): void {
  answer(navigator, {
    hardwareConcurrency: () => CORES,
    deviceMemory: () => MEMORY_GIB,
    language: () => LANGUAGE,
    languages: () => LANGUAGES,
  });
  if ('connection' in navigator) answer(navigator.connection as object, constants(CONNECTION));
  if ('memory' in performance) answer(performance, { memory: () => HEAP });
}

const LANGUAGES = Object.freeze([LANGUAGE]);

/** The screen is as large as the page. A window inside another, as in the player, has no place of its own either. */
export function installScreenFacts(): void {
  const isLandscape = (): boolean => innerWidth >= innerHeight;
  answer(screen, {
    ...{ width: () => innerWidth, height: () => innerHeight },
    ...{ availWidth: () => innerWidth, availHeight: () => innerHeight },
    ...constants({ availLeft: 0, availTop: 0, colorDepth: COLOUR_DEPTH, pixelDepth: COLOUR_DEPTH, isExtended: false }),
  });
  answer(screen.orientation, {
    type: () => (isLandscape() ? 'landscape-primary' : 'portrait-primary'),
    angle: () => 0,
  });
  answer(window, {
    ...{ outerWidth: () => innerWidth, outerHeight: () => innerHeight },
    ...constants({ screenX: 0, screenY: 0, screenLeft: 0, screenTop: 0 }),
  });
}

/** Of the browser that captures; in a preview an author's page has to work in the browser it is in. */
export function installBrowserFacts(): void {
  const userAgent = navigator.userAgent.replace(/\([^)]*\)/, SYSTEM);
  answer(navigator, {
    userAgent: () => userAgent,
    appVersion: () => userAgent.replace(/^Mozilla\//, ''),
    platform: () => PLATFORM,
    onLine: () => true,
  });
  if ('speechSynthesis' in globalThis) answer(speechSynthesis, { getVoices: () => () => [] });
}

/** Sound devices have clocks of their own. */
export function installSoundFacts(now: () => number): void {
  if (!('AudioContext' in globalThis)) return;
  answer(AudioContext.prototype, {
    currentTime: () => now() / 1000,
    ...constants({ baseLatency: 0, outputLatency: 0 }),
    getOutputTimestamp: () => () => ({ contextTime: now() / 1000, performanceTime: now() }),
  });
}

const constants = (values: Record<string, unknown>): Record<string, () => unknown> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, () => value]));

function answer(target: object, answers: Record<string, () => unknown>): void {
  for (const [key, get] of Object.entries(answers)) {
    Object.defineProperty(target, key, { configurable: true, enumerable: true, get });
  }
}
