/**
 * Freezes what a page loads from the web while it is planned: each URL is fetched once and stored by its hash. So are media that lie in
 * their own address.
 * @module
 */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import { blobKey } from '#contracts/keys.ts';
import { MAX_REMOTE_BYTES, MAX_REMOTE_FILES } from '#contracts/limits.ts';
import type { PlanCall } from '#contracts/protocol.ts';
import { checkRemoteUrl, type RemoteFile } from '#contracts/remote.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { measureBusyTime, type BusyTime } from '../system/busy-time.ts';
import { remoteAnswer, type RemoteFiles } from '../artifacts/remote-files.ts';
import { hashFile } from '../system/hash-file.ts';
import { plannedUrl, readInline } from '../media/inline-media.ts';

export interface Freezer extends RemoteFiles, FileWork {
  /** The files that were fetched, sorted by URL; waits for what is under way. */
  files(): Promise<RemoteFile[]>;
}

const PARALLEL_FETCHES = 8;
/** Waits before the second and the third attempt at a file. */
const RETRY_WAITS_MS = [300, 1_500];
/** Retries of one plan in all: a host that is down must not hold it up for long. */
const MAX_RETRIES = 40;

export function openFreezer(
  store: ArtifactStore,
  { tenantId, isRepair }: Pick<PlanCall, 'tenantId' | 'isRepair'>,
  folder: string,
): Freezer {
  const limit = pLimit(PARALLEL_FETCHES);
  const known = new Map<string, Promise<RemoteFile>>();
  const busy = measureBusyTime();
  let totalBytes = 0;
  let retries = 0;

  async function freeze(url: string, part: string): Promise<RemoteFile> {
    checkPlanSize('MAX_REMOTE_FILES', known.size, MAX_REMOTE_FILES, 'files');
    const file = (await storeInline(url, part)) ?? (await fetchFromWeb(url, part));
    totalBytes += file.sizeBytes;
    checkPlanSize('MAX_REMOTE_BYTES', totalBytes, MAX_REMOTE_BYTES, 'bytes');
    const path = join(folder, file.sha256);
    await rename(part, path);
    await store.putBlob(blobKey(tenantId, file.sha256), path, file, { isRepair });
    // The page is sent on to it and asks again.
    if (!known.has(file.finalUrl)) known.set(file.finalUrl, Promise.resolve({ ...file, url: file.finalUrl }));
    return file;
  }

  /** Fetches a file, and again when its host fails for the moment: a file that the plan counts as lost is lost in every chunk. */
  async function fetchFromWeb(url: string, part: string): Promise<RemoteFile> {
    checkRemoteUrl(new URL(url));
    for (let attempt = 0; ; attempt++) {
      try {
        return await limit(() => store.fetchRemote(url, part));
      } catch (error) {
        const waitMs = RETRY_WAITS_MS[attempt];
        const isPassing = isEdgereelError(error) && error.code === 'ASSET_FETCH_UNAVAILABLE';
        if (!isPassing || waitMs === undefined || retries === MAX_RETRIES) throw error;
        retries++;
        await sleep(waitMs);
      }
    }
  }

  return {
    busy,
    async get(asked) {
      const url = plannedUrl(asked);
      const frozen = known.get(url) ?? busy.during(() => freeze(asked, join(folder, `remote-${known.size}.part`)));
      known.set(url, frozen);
      return remoteAnswer(await frozen, folder);
    },
    whenDone: () => Promise.allSettled(known.values()),
    async files() {
      const settled = await Promise.allSettled(known.values());
      return settled
        .flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []))
        .toSorted((a, b) => (a.url < b.url ? -1 : 1));
    },
  };
}

/** Null for an address that holds no file. */
async function storeInline(address: string, path: string): Promise<RemoteFile | null> {
  const inline = await readInline(address);
  if (!inline) return null;
  const { bytes, contentType } = inline;
  await writeFile(path, bytes);
  const url = plannedUrl(address);
  return { url, finalUrl: url, sha256: await hashFile(path), sizeBytes: bytes.length, contentType };
}

/** How often a page is looked at anew because it waited for the network. */
const LOOKS = 4;

/** Work on files that a page waits for. */
export interface FileWork {
  readonly busy: BusyTime;
  /** Settles when all of it is done. */
  whenDone(): Promise<unknown>;
}

/** Part of the page's time that files may take before it counts as theirs. */
const FILE_TIME_MS = 2_000;

/** A look at the page that ran out of time while files were worked on is taken again with the files here: their time is not the page's. */
export async function withoutFileTime<Result>(
  works: readonly FileWork[],
  look: () => Promise<Result>,
): Promise<Result> {
  for (let looks = 1; ; looks++) {
    const before = works.map(({ busy }) => busy.ms);
    try {
      return await look();
    } catch (error) {
      const hasRunOut = isEdgereelError(error) && error.code === 'COMPOSITION_NOT_READY';
      const isFileTime = works.some(({ busy }, i) => busy.isBusy || busy.ms - before[i]! > FILE_TIME_MS);
      if (!hasRunOut || !isFileTime || looks === LOOKS) throw error;
      await Promise.all(works.map((work) => work.whenDone()));
    }
  }
}

function checkPlanSize(name: string, value: number, limit: number, unit: string): void {
  if (value <= limit) return;
  throw new EdgereelError(
    'PLAN_TOO_LARGE',
    `A composition must not load more than ${limit} ${unit} from the web (${name}); this one has loaded ${value}.`,
    { details: { limit, value } },
  );
}
