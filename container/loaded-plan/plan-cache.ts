/**
 * Plans and their files on this node's disk. Chunks of one plan share them; the plans used last stay for the next chunk.
 * @module
 */
import { join } from 'node:path';
import { EdgereelError } from '#contracts/errors.ts';
import { planKey } from '#contracts/keys.ts';
import { RenderPlan } from '#contracts/plan.ts';
import { openSourceServer } from '../media/source-server.ts';
import { makeTempFolder } from '../system/temp-folder.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { hashPlan } from './hash-plan.ts';
import { downloadBlobs, filesIn } from '../artifacts/download-blobs.ts';
import { isLost } from '../artifacts/lost-objects.ts';
import { filesToDownload, loadPlanFor, type LoadedPlan, type PlanOnDisk } from './loaded-plan.ts';

export interface PlanCache extends AsyncDisposable {
  /** The plan alone, without its files. Throws as `open` does. */
  read(store: ArtifactStore, tenantId: string, planHash: string): Promise<RenderPlan>;
  /** Holds a plan and its files until disposed. Throws `PLAN_HASH_MISMATCH` when the store has no such plan. */
  open(store: ArtifactStore, tenantId: string, planHash: string): Promise<LoadedPlan & AsyncDisposable>;
}

/** A node works on few plans at once; older ones are cheap to fetch again. */
const PLANS_KEPT = 4;

interface Entry {
  onDisk: Promise<PlanOnDisk & AsyncDisposable>;
  users: number;
}

export function openPlanCache(workDir: string): PlanCache {
  const sources = openSourceServer(join(workDir, 'sources'));
  // Insertion order is order of last use.
  const entries = new Map<string, Entry>();

  async function trim(): Promise<void> {
    const idle = [...entries].filter(([, entry]) => entry.users === 0);
    for (const [id, entry] of idle.slice(0, Math.max(0, entries.size - PLANS_KEPT))) {
      entries.delete(id);
      await (await entry.onDisk)[Symbol.asyncDispose]();
    }
  }

  return {
    async read(store, tenantId, planHash) {
      const held = await entries.get(`${tenantId}/${planHash}`)?.onDisk.catch(() => null);
      return held?.plan ?? fetchPlan(store, tenantId, planHash);
    },
    async open(store, tenantId, planHash) {
      const id = `${tenantId}/${planHash}`;
      for (;;) {
        const shared = entries.get(id);
        const entry = shared ?? { onDisk: downloadPlan(store, tenantId, planHash, join(workDir, 'plans')), users: 0 };
        entries.delete(id);
        entries.set(id, entry);
        entry.users++;
        try {
          const loaded = loadPlanFor(await entry.onDisk, { store, tenantId, sources });
          const release = async () => {
            loaded[Symbol.dispose]();
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
    [Symbol.asyncDispose]: () => sources[Symbol.asyncDispose](),
  };
}

async function fetchPlan(store: ArtifactStore, tenantId: string, planHash: string): Promise<RenderPlan> {
  const stored = await store.getJson(planKey(tenantId, planHash)).catch((error: unknown) => {
    if (isLost(error)) return null;
    throw error;
  });
  const parsed = RenderPlan.safeParse(stored);
  if (!parsed.success || parsed.data.planHash !== planHash || hashPlan(parsed.data) !== planHash) {
    throw new EdgereelError('PLAN_HASH_MISMATCH', `The plan ${planHash} is missing or not as it was written.`, {
      details: { planHash },
    });
  }
  return parsed.data;
}

async function downloadPlan(
  store: ArtifactStore,
  tenantId: string,
  planHash: string,
  parent: string,
): Promise<PlanOnDisk & AsyncDisposable> {
  const plan = await fetchPlan(store, tenantId, planHash);
  // A folder of its own for each load: a plan that is being thrown away may be fetched again meanwhile.
  const folder = await makeTempFolder(parent, 'plan');
  try {
    await downloadBlobs(store, tenantId, filesToDownload(plan), folder.path, plan);
    return {
      plan,
      folder: folder.path,
      files: filesIn(folder.path, plan.files),
      arrivals: new Map(),
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    };
  } catch (error) {
    await folder[Symbol.asyncDispose]();
    throw error;
  }
}
