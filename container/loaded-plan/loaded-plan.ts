/**
 * A plan as one call works with it: what is small lies on disk, what media elements play is read from the store in parts.
 * @module
 */
import { basename } from 'node:path';
import { blobKey } from '#contracts/keys.ts';
import type { RenderPlan } from '#contracts/plan.ts';
import { frozenFiles, type RemoteFiles } from '../artifacts/remote-files.ts';
import type { SiteFiles } from '../artifacts/site-files.ts';
import { openPlannedLibrary, type MediaLibrary } from '../media/media-library.ts';
import type { ServedSource, SourceServer } from '../media/source-server.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { downloadBlobs } from '../artifacts/download-blobs.ts';
import { namingLostBlob } from '../artifacts/lost-objects.ts';

export interface LoadedPlan {
  plan: RenderPlan;
  files: SiteFiles;
  /** Brings a file to its place on disk when the page asks for one that is not there. */
  bring(path: string): Promise<void>;
  remote: RemoteFiles;
  media: MediaLibrary;
}

/** A plan and its files in a folder, each file under its hash. */
export interface PlanOnDisk {
  plan: RenderPlan;
  folder: string;
  files: SiteFiles;
  /** Files that came later than the plan. */
  arrivals: Map<string, Promise<void>>;
}

/** What lies on disk from the beginning: all but what only media elements are known to use. */
export function filesToDownload({ files, remote, media }: RenderPlan): { sha256: string }[] {
  const played = new Set(media.map(({ sha256 }) => sha256));
  return [...files, ...remote].filter(({ sha256 }) => !played.has(sha256));
}

/** Holds addresses of the plan's sources until disposed. */
export function loadPlanFor(
  { plan, folder, files, arrivals }: PlanOnDisk,
  { store, tenantId, sources }: { store: ArtifactStore; tenantId: string; sources: SourceServer },
): LoadedPlan & Disposable {
  const played = new Set(plan.media.map(({ sha256 }) => sha256));
  const sizes = new Map([...plan.files, ...plan.remote].map(({ sha256, sizeBytes }) => [sha256, sizeBytes]));
  const served = new Map<string, Promise<ServedSource>>();

  function serve(sha256: string): Promise<ServedSource> {
    const key = blobKey(tenantId, sha256);
    const { blocks } = plan.media.find((media) => media.sha256 === sha256)!;
    return sources.serve({
      sha256,
      sizeBytes: sizes.get(sha256)!,
      readBlock: (number, start, end) =>
        namingLostBlob(plan, sha256, () => store.getRange(key, start, end, blocks[number])),
    });
  }

  async function bring(path: string): Promise<void> {
    const sha256 = basename(path);
    if (!played.has(sha256)) return;
    const arrival = arrivals.get(sha256) ?? downloadBlobs(store, tenantId, [{ sha256 }], folder, plan);
    arrivals.set(sha256, arrival);
    await arrival.catch((error: unknown) => {
      arrivals.delete(sha256);
      throw error;
    });
  }

  const frozen = frozenFiles(plan.remote, folder);
  return {
    plan,
    files,
    bring,
    remote: {
      async get(url) {
        const answer = await frozen.get(url);
        await bring(answer.path);
        return answer;
      },
    },
    media: openPlannedLibrary(plan.media, async (sha256) => {
      const source = served.get(sha256) ?? serve(sha256);
      served.set(sha256, source);
      const { url, check } = await source;
      return { location: url, check };
    }),
    [Symbol.dispose]() {
      for (const source of served.values()) {
        // One that could not be served has told whoever asked for it.
        source.then((address) => address[Symbol.dispose]()).catch(() => {});
      }
    },
  };
}
