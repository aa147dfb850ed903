/**
 * The folder that Chrome's user writes into: profiles, and what fontconfig remembers.
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
 * In the node's own folder, or among the temporary files under a name that the next life of the node finds and empties; null where Chrome's
 * user gets to neither. Outside of ASCII paths Chrome has no private file systems, and nothing can be painted.
 */
export async function makeBrowsersFolder(workDir: string, sandbox: Sandbox): Promise<BrowsersFolder | null> {
  const name = createHash('sha256').update(workDir).digest('hex').slice(0, 16);
  for (const path of [join(workDir, 'browsers'), join(tmpdir(), `edgereel-browsers-${name}`)]) {
    if (!isAscii(path)) continue;
    await remove(path);
    // Nobody else's folder is taken for it.
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
