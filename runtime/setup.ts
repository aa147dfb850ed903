import type { PageSetup } from '#contracts/page.ts';

/** Reads what the page was prepared with. A page without set-up is a preview at 30 fps. */
export function readSetup(given: Partial<PageSetup> = {}): Required<PageSetup> {
  return {
    variables: given.variables ?? {},
    mode: given.mode ?? 'preview',
    fps: given.fps ?? { num: 30, den: 1 },
    siteUrl: given.siteUrl ?? '/',
  };
}
