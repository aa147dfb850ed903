/**
 * What the index of bundled compositions tells of one, read without a browser. Tolerant: what cannot be read gets its
 * default, and the plan, which has a browser, decides.
 * @module
 */
import { describeSite } from '#analysis/site/describe-site.ts';
import { readSiteModel } from '#analysis/site/site-model.ts';
import { toSiteText } from '#analysis/site/site-text.ts';
import { DEFAULT_FPS, formatFps } from '#contracts/fps.ts';
import { DEFAULT_SIZE_PX } from '#contracts/limits.ts';
import type { CompositionEntry } from '#contracts/render.ts';

export type CompositionFacts = Omit<CompositionEntry, 'name' | 'siteId' | 'files'>;

/**
 * Reads title, description, root attributes and declared variables. `fallbackTitle` stands in for a missing `<title>`.
 */
export function readCompositionFacts(html: string, fallbackTitle: string): CompositionFacts {
  const text = toSiteText(['index.html'], [{ path: 'index.html', text: html }]);
  const root = describeSite(readSiteModel(text)).compositions.find(({ role }) => role === 'entry');
  return {
    title: root?.title ?? fallbackTitle,
    description: root?.description ?? '',
    width: root?.width ?? DEFAULT_SIZE_PX.width,
    height: root?.height ?? DEFAULT_SIZE_PX.height,
    fps: root?.fps ?? formatFps(DEFAULT_FPS),
    durationSeconds: root?.durationSource === 'declared' ? root.durationSeconds! : 0,
    variables: (root?.variables ?? []).map(({ file: _, ...variable }) => variable),
  };
}
