/**
 * Where the processes of a local system write what is not state. All of it lies under the data folder, so that what a kill leaves is
 * found by the next start.
 * @module
 */
import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftParts, recordDirOf } from './part-record.ts';

export interface PartPlaces {
  logsDir: string;
  /** Remembers which processes run. */
  recordDir: string;
  /** What the processes and all they start take for the system's temporary folder. */
  tempDir: string;
}

export interface OpenPlaces extends AsyncDisposable {
  places: PartPlaces;
  /** For the nodes' scratch files. */
  workDir: string;
}

/** Ends what an earlier system left running, removes what it left behind, and makes the folders. They go with the system, but for the logs. */
export async function openPlaces(dataDir: string): Promise<OpenPlaces> {
  const workDir = join(dataDir, 'work');
  const places = { logsDir: join(dataDir, 'logs'), recordDir: recordDirOf(dataDir), tempDir: tempDirOf(dataDir) };
  const removeAll = async (folders: readonly string[]): Promise<void> => {
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 })));
  };
  await endLeftParts(places.recordDir);
  await removeAll([workDir, places.tempDir, places.logsDir]);
  for (const folder of [workDir, ...Object.values(places)]) await mkdir(folder, { recursive: true });
  return {
    places,
    workDir,
    [Symbol.asyncDispose]: () => removeAll([workDir, places.tempDir, places.recordDir]),
  };
}

/** Chrome takes no path with other letters than ASCII; such a data folder has a temporary folder of its own, always the same. */
function tempDirOf(dataDir: string): string {
  // oxlint-disable-next-line eslint/no-control-regex -- ASCII is what is meant.
  if (/^[\x00-\x7f]*$/.test(dataDir)) return join(dataDir, 'work/tmp');
  return join(tmpdir(), `edgereel-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`);
}
