/**
 * Discovery and lint of a site in one go, each file parsed once.
 * @module
 */
import { describeSite } from '../site/describe-site.ts';
import { readSiteModel } from '../site/site-model.ts';
import type { SiteText } from '../site/site-text.ts';
import type { SiteLook } from '#contracts/site-description.ts';
import { lintSite } from './lint-site.ts';

/** Counts up when rules or discovery change: what was stored under another number is looked up anew. */
export const LOOK_VERSION = 1;

/** `entry` is the file that is to be rendered; others with a composition are looked at too. */
export function lookAtSite(text: SiteText, entry?: string): SiteLook {
  const site = readSiteModel(text, entry);
  return { ...describeSite(site), lint: lintSite(site, text) };
}
