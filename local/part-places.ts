/**
 * Folders in which the processes of a local system write what is not state. All of them lie under the data folder, so that the next start
 * finds what a kill leaves.
 * @module
 */
import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftParts, recordDirOf } from './part-record.ts';

export interface PartPlaces {
  logsDir: string;
  /** Folder that remembers which processes run. */
  recordDir: string;
  /** Temporary folder of the processes and of all that they start. */
  tempDir: string;
}

export interface OpenPlaces extends AsyncDisposable {
  places: PartPlaces;
  /** Folder for the nodes' scratch files. */
  workDir: string;
}

/** Ends what an earlier system left running, removes what it left behind, and makes the folders. Disposing removes all of them but the logs. */
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
