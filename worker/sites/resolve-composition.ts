/**
 * Resolves what a request calls a composition to a site in the store.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import { blobKey } from '#contracts/keys.ts';
import type { CompositionEntry, CompositionIndex } from '#contracts/render.ts';
import { parseCompositionRef } from '#contracts/request.ts';
import type { SiteFile } from '#contracts/site.ts';
import type { ObjectStore } from '../storage/object-store.ts';
import { fetchBundledFile, readBundledIndex } from './bundled-compositions.ts';
import { computeSiteId, sha256Hex } from '../storage/site-id.ts';
import { findMissingBlobs, readSite, writeSite } from './site-store.ts';

export interface ResolvedComposition {
  siteId: string;
  /** A name, a site id, or `inline`. */
  label: string;
}

export interface Sources {
  store: ObjectStore;
  assets: Fetcher;
  tenantId: string;
}

/** Throws `COMPOSITION_NOT_FOUND`, `SITE_NOT_FOUND`, or `INVALID_REQUEST` when the site has no such entry file. */
export async function resolveComposition(text: string, entry: string, sources: Sources): Promise<ResolvedComposition> {
  const reference = parseCompositionRef(text);
  switch (reference.kind) {
    case 'html':
      requireEntry('inline HTML', [{ path: INLINE_FILE }], entry);
      return { siteId: await storeInline(reference.html, sources), label: 'inline' };
    case 'site': {
      const site = await readSite(sources.store, sources.tenantId, reference.siteId);
      if (!site) throw new EdgereelError('SITE_NOT_FOUND', `There is no site ${reference.siteId}; upload it first.`);
      requireEntry(`site ${site.siteId}`, site.files, entry);
      return { siteId: site.siteId, label: site.siteId };
    }
    case 'name':
      return resolveBundled(reference.name, entry, sources);
  }
}

/** A local composition may be saved while it is read: what is stored is one state of it, the first that can be read whole. */
async function resolveBundled(name: string, entry: string, sources: Sources): Promise<ResolvedComposition> {
  for (let tries = 1; ; tries++) {
    const found = findBundled(name, await readBundledIndex(sources.assets));
    requireEntry(found.name, found.files, entry);
    try {
      await storeBundled(found, sources);
      return { siteId: found.siteId, label: found.name };
    } catch (error) {
      const present = findBundled(name, await readBundledIndex(sources.assets));
      if (tries === MAX_READS || present.siteId === found.siteId) throw error;
    }
  }
}

function findBundled(name: string, { compositions, problems }: CompositionIndex): CompositionEntry {
  const found = compositions.find((composition) => composition.name === name);
  if (found) return found;
  const problem = problems.find((broken) => broken.name === name);
  if (problem) throw new EdgereelError('COMPOSITION_INVALID', problem.message, { details: { composition: name } });
  throw unknownComposition(name, compositions);
}

const MAX_READS = 5;
const INLINE_FILE = 'index.html';

async function storeInline(html: string, { store, tenantId }: Sources): Promise<string> {
  const bytes = new TextEncoder().encode(html);
  const file: SiteFile = { path: INLINE_FILE, sha256: await sha256Hex(bytes), sizeBytes: bytes.length };
  const siteId = await computeSiteId([file], async () => new Blob([bytes]).stream());
  await store.put(blobKey(tenantId, file.sha256), bytes, {
    contentType: 'text/html; charset=utf-8',
    sha256: file.sha256,
  });
  await writeSite(store, tenantId, { siteId, files: [file] });
  return siteId;
}

async function storeBundled(
  { name, siteId, files }: CompositionEntry,
  { store, assets, tenantId }: Sources,
): Promise<void> {
  if (await readSite(store, tenantId, siteId)) return;
  const missing = new Set(await findMissingBlobs(store, tenantId, files));
  for (const file of files) {
    if (missing.delete(file.sha256)) await storeBundledFile(name, file, { store, assets, tenantId });
  }
  await writeSite(store, tenantId, { siteId, files });
}

async function storeBundledFile(name: string, file: SiteFile, { store, assets, tenantId }: Sources): Promise<void> {
  const response = await fetchBundledFile(assets, name, file.path);
  if (!response.ok || !response.body) {
    throw new EdgereelError(
      'ASSET_NOT_FOUND',
      `The bundled composition ${name} lacks ${file.path}; run the build again.`,
    );
  }
  const contentType = response.headers.get('content-type');
  const options = { sha256: file.sha256, ...(contentType && { contentType }) };
  // The store takes no stream of unknown length, and an asset may come without one.
  const { readable, writable } = new FixedLengthStream(file.sizeBytes);
  // A failure here breaks the other end too, and the store reports it.
  response.body.pipeTo(writable).catch(() => {});
  await store.put(blobKey(tenantId, file.sha256), readable, options);
}

/** Stores a file again whose blob was lost, if it is of a bundled composition. */
export async function restoreBundledFile(siteId: string, sha256: string, sources: Sources): Promise<boolean> {
  const { compositions } = await readBundledIndex(sources.assets);
  const bundled = compositions.find((composition) => composition.siteId === siteId);
  const file = bundled?.files.find((each) => each.sha256 === sha256);
  if (!bundled || !file) return false;
  await storeBundledFile(bundled.name, file, sources);
  return true;
}

function requireEntry(what: string, files: readonly { path: string }[], entry: string): void {
  if (files.some((file) => file.path === entry)) return;
  throw new EdgereelError('INVALID_REQUEST', `entry: ${what} has no file ${entry}.`, {
    details: { field: 'entry', value: entry },
  });
}

function unknownComposition(name: string, bundled: readonly CompositionEntry[]): EdgereelError {
  const names = bundled.map((composition) => composition.name);
  const choice = names.length > 0 ? `There are ${names.join(', ')}.` : 'None is bundled; the build may not have run.';
  return new EdgereelError('COMPOSITION_NOT_FOUND', `There is no composition ${JSON.stringify(name)}. ${choice}`, {
    details: { composition: name, available: names },
  });
}
