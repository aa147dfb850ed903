/**
 * Addresses in `srcset`. Pure.
 * @module
 */
/** An address ends at white space, and without the commas there; what follows up to the next comma describes it. */
const CANDIDATE = /([^\s,](?:\S*[^\s,])?)(\s[^,]*)?/g;

/** `rewrite` gives the new address, or null to leave the old one as it is written. */
export function rewriteSrcset(srcset: string, rewrite: (address: string) => string | null): string {
  return srcset.replace(
    CANDIDATE,
    (_whole, address: string, descriptor = '') => (rewrite(address) ?? address) + descriptor,
  );
}
