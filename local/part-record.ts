/**
 * Records on disk which processes a local system has started. A system that is killed outright may leave some behind, and the next one on the
 * same folder must not run beside them.
 * @module
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readProcess } from './processes.mjs';

const GONE_POLL_MS = 20;
const GONE_LIMIT_MS = 5_000;

export const recordDirOf = (dataDir: string): string => join(dataDir, 'parts');

/** Remembers the leader of a process group; the record goes with `forget`. */
export async function recordPart(folder: string, pid: number): Promise<{ forget(): Promise<void> }> {
  const file = join(folder, String(pid));
  await mkdir(folder, { recursive: true });
  await writeFile(file, readProcess(pid)?.birth ?? '');
  return { forget: () => rm(file, { force: true }) };
}

/** Kills every recorded group that still runs, waits until it is gone, and drops the records. */
export async function endLeftParts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  await Promise.all(
    names.map(async (name) => {
      const birth = await readFile(join(folder, name), 'utf8').catch(() => '');
      if (/^\d+$/.test(name)) await endGroup(Number(name), birth);
    }),
  );
  await rm(folder, { recursive: true, force: true });
}

async function endGroup(leader: number, birth: string): Promise<void> {
  const facts = readProcess(leader);
  // An id is not given again while a group bears it, so within one run of the machine a group without its leader is the recorded one.
  if (facts ? facts.birth !== birth : !isOfThisBoot(birth)) return;
  for (let waitedMs = 0; kill(-leader) && waitedMs < GONE_LIMIT_MS; waitedMs += GONE_POLL_MS) await delay(GONE_POLL_MS);
}

function isOfThisBoot(birth: string): boolean {
  const [boot, start] = birth.split('/');
  return start !== undefined && readProcess(process.pid)?.birth.split('/')[0] === boot;
}

/** False when there is no such group any more. */
function kill(group: number): boolean {
  try {
    process.kill(group, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
