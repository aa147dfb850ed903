/**
 * Ids of renders: `r_`, the time in hex, random hex. They sort by time and cannot be guessed.
 * @module
 */

const RENDER_ID = /^r_[0-9a-f]{12}[0-9a-f]{20}$/;

export function createRenderId(now: number): string {
  const random = crypto.getRandomValues(new Uint8Array(10)).toHex();
  return `r_${now.toString(16).padStart(12, '0')}${random}`;
}

export const isRenderId = (text: string): boolean => RENDER_ID.test(text);
