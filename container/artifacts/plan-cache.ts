/**
 * Plans and their files on this node's disk. Chunks of one plan share them; the plans used last stay for the next chunk.
 * @module
 */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { EdgereelError } from '#contracts/errors.ts';
import { blobKey, planKey } from '#contracts/keys.ts';
import { RenderPlan } from '#contracts/plan.ts';
import type { SiteFile } from '#contracts/site.ts';
import { frozenFiles, type RemoteFiles } from '../capture/remote-files.ts';
import type { SiteFiles } from '../capture/site-files.ts';
import { openPlannedLibrary, type MediaLibrary } from '../media/media-library.ts';
import { makeTempFolder } from '../temp-folder.ts';
import type { ArtifactStore } from './artifact-store.ts';

export interface LoadedPlan {
  plan: RenderPlan;
  files: SiteFiles;
  remote: RemoteFiles;
  media: MediaLibrary;
}

export interface PlanCache {
  /** Holds a plan and its files until disposed. Throws `PLAN_HASH_MISMATCH` when the store has no such plan. */
  open(store: ArtifactStore, tenantId: string, planHash: string): Promise<LoadedPlan & AsyncDisposable>;
}

/** A node works on few plans at once; older ones are cheap to fetch again. */
const PLANS_KEPT = 4;
const PARALLEL_DOWNLOADS = 6;

interface Entry {
  loaded: Promise<LoadedPlan & AsyncDisposable>;
  users: number;
}

export function openPlanCache(workDir: string): PlanCache {
  // Insertion order is order of last use.
  const entries = new Map<string, Entry>();

  async function trim(): Promise<void> {
    const idle = [...entries].filter(([, entry]) => entry.users === 0);
    for (const [id, entry] of idle.slice(0, Math.max(0, entries.size - PLANS_KEPT))) {
      entries.delete(id);
      await (await entry.loaded)[Symbol.asyncDispose]();
    }
  }

  return {
    async open(store, tenantId, planHash) {
      const id = `${tenantId}/${planHash}`;
      for (;;) {
        const shared = entries.get(id);
        const entry = shared ?? { loaded: loadPlan(store, tenantId, planHash, join(workDir, 'plans')), users: 0 };
        entries.delete(id);
        entries.set(id, entry);
        entry.users++;
        try {
          const loaded = await entry.loaded;
          const release = async () => {
            entry.users--;
            await trim();
          };
          return { ...loaded, [Symbol.asyncDispose]: release };
        } catch (error) {
          if (entries.get(id) === entry) entries.delete(id);
          // A download ends with the call that began it; who merely shared it makes one of its own.
          if (!shared) throw error;
        }
      }
    },
  };
}

async function loadPlan(
  store: ArtifactStore,
  tenantId: string,
  planHash: string,
  parent: string,
): Promise<LoadedPlan & AsyncDisposable> {
  const parsed = RenderPlan.safeParse(await store.getJson(planKey(tenantId, planHash)));
  if (!parsed.success || parsed.data.planHash !== planHash) {
    throw new EdgereelError('PLAN_HASH_MISMATCH', `The plan ${planHash} is missing or not as it was written.`, {
      details: { planHash },
    });
  }
  // A folder of its own for each load: a plan that is being thrown away may be fetched again meanwhile.
  const folder = await makeTempFolder(parent, 'plan');
  try {
    const plan = parsed.data;
    await downloadBlobs(store, tenantId, [...plan.files, ...plan.remote], folder.path);
    return {
      plan,
      files: filesIn(folder.path, plan.files),
      remote: frozenFiles(plan.remote, folder.path),
      media: openPlannedLibrary(plan.media, (sha256) => join(folder.path, sha256)),
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    };
  } catch (error) {
    await folder[Symbol.asyncDispose]();
    throw error;
  }
}

/** Brings blobs to disk, each under its hash, so that no path of a site and no URL ever becomes a path here. */
export async function downloadBlobs(
  store: ArtifactStore,
  tenantId: string,
  blobs: readonly { sha256: string }[],
  folder: string,
): Promise<void> {
  const limit = pLimit(PARALLEL_DOWNLOADS);
  const hashes = new Set(blobs.map(({ sha256 }) => sha256));
  await Promise.all(
    [...hashes].map((sha256) =>
      limit(async () => {
        const part = join(folder, `${sha256}.part`);
        await store.getFile(blobKey(tenantId, sha256), part, sha256);
        await rename(part, join(folder, sha256));
      }),
    ),
  );
}

/** A site's files where `downloadBlobs` put them. */
export function filesIn(folder: string, files: readonly SiteFile[]): SiteFiles {
  return new Map(files.map((file) => [file.path, join(folder, file.sha256)]));
}
