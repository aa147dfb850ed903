/**
 * Addresses in a CSS value, absolute. References into the page itself (`url(#mask)`) are no images. Pure.
 * @module
 */
export function imageUrls(cssText: string, baseUrl: string): string[] {
  const matches = cssText.matchAll(/url\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^)"'\s]*))\s*\)/g);
  const page = withoutFragment(baseUrl);
  return [...matches].flatMap((match) => {
    const written = (match[1] ?? match[2] ?? match[3] ?? '').replace(/\\(.)/g, '$1');
    if (written === '' || !URL.canParse(written, baseUrl)) return [];
    const url = new URL(written, baseUrl).href;
    return withoutFragment(url) === page ? [] : [url];
  });
}

function withoutFragment(url: string): string {
  return url.split('#')[0]!;
}
