/**
 * The folder that Chrome's user writes into: browser profiles and the cache of fontconfig.
 * @module
 */
import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mayWrite, type Sandbox } from './sandbox.ts';

export interface BrowsersFolder extends AsyncDisposable {
  readonly path: string;
}

/**
 * Makes the folder in the node's work folder, or else among the temporary files, under a name that the node's next start finds and empties.
 * Null when Chrome's user can write to neither. Only ASCII paths will do: elsewhere Chrome has no private file systems, and nothing can be
 * painted.
 */
export async function makeBrowsersFolder(workDir: string, sandbox: Sandbox): Promise<BrowsersFolder | null> {
  const name = createHash('sha256').update(workDir).digest('hex').slice(0, 16);
  for (const path of [join(workDir, 'browsers'), join(tmpdir(), `edgereel-browsers-${name}`)]) {
    if (!isAscii(path)) continue;
    await remove(path);
    // Fails when the folder of somebody else is in the way.
    await mkdir(path, { mode: 0o700 });
    await sandbox.handOver(path);
    if (await mayWrite(sandbox, path)) return { path, [Symbol.asyncDispose]: () => remove(path) };
    await remove(path);
  }
  return null;
}

const remove = (path: string): Promise<void> =>
  rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });

const isAscii = (path: string): boolean => /^[ -~]*$/.test(path);
