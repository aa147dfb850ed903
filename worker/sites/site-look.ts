/**
 * What a stored site holds and what is wrong with it: computed once, kept beside the site.
 * @module
 */
import { chooseTextFiles, toSiteText } from '#analysis/site/site-text.ts';
import { blobKey, siteLookKey } from '#contracts/keys.ts';
import { LOOK_VERSION, lookAtSite } from '#analysis/lint/look-at-site.ts';
import { SiteLook } from '#contracts/site-description.ts';
import type { SiteFile, SiteManifest } from '#contracts/site.ts';
import type { ObjectStore } from '../storage/object-store.ts';

/** The platform lets one invocation have six requests to the store in flight; more would only queue. */
const PARALLEL_READS = 6;

/** Reads the site's text files, bounded in bytes and number; the answer names those that were passed over. */
export async function lookAtStoredSite(
  store: ObjectStore,
  tenantId: string,
  { siteId, files }: SiteManifest,
): Promise<SiteLook> {
  const key = siteLookKey(tenantId, siteId, LOOK_VERSION);
  const kept = SiteLook.safeParse(await store.getJson(key));
  if (kept.success) return kept.data;
  const { chosen, skipped } = chooseTextFiles(files);
  const read = await readTexts(store, tenantId, chosen);
  const text = toSiteText(
    files.map(({ path }) => path),
    read,
    skipped,
  );
  const look = lookAtSite(text);
  await store.put(key, JSON.stringify(look), { contentType: 'application/json' });
  return look;
}

async function readTexts(
  store: ObjectStore,
  tenantId: string,
  files: readonly SiteFile[],
): Promise<{ path: string; text: string }[]> {
  const read: { path: string; text: string }[] = [];
  const queue = files.values();
  const work = async (): Promise<void> => {
    for (const { path, sha256 } of queue) {
      const blob = await store.get(blobKey(tenantId, sha256));
      if (blob) read.push({ path, text: new TextDecoder().decode(await blob.arrayBuffer()) });
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_READS }, work));
  return read;
}
