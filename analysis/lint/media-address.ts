/**
 * Addresses that no render can fetch. Pure.
 * @module
 */
import { isPlaceholder } from '../site/site-url.ts';

/** Hosts and names that examples use. */
const EXAMPLES =
  /^https?:\/\/(?:[\w.-]+\.)?(?:example\.(?:com|org|net)|placeholder\.com|placehold\.(?:co|it)|placekitten\.com|dummyimage\.com|your-?domain\.\w+)(?:[/:?#]|$)|^(?:\.?\/)?path\/to\/|(?:^|\/)(?:your|my)[-_](?:video|audio|image|file|logo|photo|music|song)[\w-]*\.\w+$|^(?:todo|fixme|placeholder|tbd)\b/i;

/** Files and machines that only the author can reach, and protocols that the render does not speak. */
const OUT_OF_REACH =
  /^(?:file|blob|ftp|chrome|chrome-extension|app|capacitor):|^[a-z]:[\\/]|^\\\\|^\/(?:users|home|tmp|var|private|mnt|volumes)\/|^https?:\/\/(?:localhost(?=[/:?#]|$)|[\w.-]+\.(?:local|localhost|internal)(?=[/:?#]|$)|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|0\.0\.0\.0|\[)|^http:\/\//i;

export const isExampleAddress = (url: string): boolean => isPlaceholder(url) || EXAMPLES.test(url.trim());
export const isOutOfReach = (url: string): boolean => OUT_OF_REACH.test(url.trim());
export const isUnusableAddress = (url: string): boolean => isExampleAddress(url) || isOutOfReach(url);
