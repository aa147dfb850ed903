/**
 * In a preview, families that nothing declares come from Google Fonts as they are named. A capture has them from its plan
 * (`PageSetup.fontSheets`), where what cannot be had is an error.
 * @module
 */
import type { FontUse } from '#contracts/page.ts';

/** Links the sheets of undeclared families; returns the addresses of those still on their way. */
export function createWebFonts(): (uses: readonly FontUse[]) => string[] {
  const loading = new Set<string>();
  const linked = new Set<string>();

  function link(url: string): void {
    if (linked.has(url)) return;
    linked.add(url);
    loading.add(url);
    const element = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url });
    // A family that Google does not have shows as the viewer's own fallback.
    for (const end of ['load', 'error']) element.addEventListener(end, () => loading.delete(url));
    document.head.append(element);
  }

  return (uses) => {
    for (const url of uses.flatMap(({ sheets }) => sheets ?? [])) link(url);
    return [...loading].map((url) => `style sheet ${url}`);
  };
}
