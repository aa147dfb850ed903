/**
 * Addresses in CSS: `url(…)` and `@import "…"`. What stands in comments and other strings is no address. Pure.
 * @module
 */
const STRING = /"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'/.source;
const ADDRESS = new RegExp(
  `/\\*[^]*?\\*/|(@import\\s+)(${STRING})|${STRING}|url\\(\\s*(${STRING}|(?:\\\\.|[^)"'\\s\\\\])*)\\s*\\)`,
  'gi',
);

/** `rewrite` gives the new address, or null to leave the old one as it is written. */
export function rewriteCssUrls(css: string, rewrite: (address: string) => string | null): string {
  return css.replace(ADDRESS, (whole: string, atImport?: string, imported?: string, url?: string) => {
    const written = imported ?? url;
    if (written === undefined) return whole;
    const address = rewrite(unquote(written));
    if (address === null) return whole;
    const quoted = `"${address.replace(/["\\]/g, '\\$&')}"`;
    return atImport === undefined ? `url(${quoted})` : `${atImport}${quoted}`;
  });
}

function unquote(text: string): string {
  return text.replace(/^(["'])([^]*)\1$/, '$2').replace(/\\(.)/g, '$1');
}
