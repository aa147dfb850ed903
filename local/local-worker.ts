/**
 * The Worker in workerd as a part of the local system.
 * @module
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuiltFiles } from './built-files.ts';
import { startPart, type Part } from './part.ts';
import type { PartPlaces } from './part-places.ts';

const READY_TIMEOUT_MS = 60_000;

/** Options that `worker-process.ts` gets as JSON through descriptor 3, because there are secrets among the bindings. */
export interface LocalWorkerOptions {
  port: number;
  /** Where R2 and the Durable Objects keep their state. */
  stateDir: string;
  /** Text bindings, over those of wrangler.toml. */
  vars: Record<string, string>;
  built: BuiltFiles;
  /** Folder with a folder for each composition. */
  compositionsDir: string;
}

/**
 * A process of its own keeps miniflare's output and signal handlers away from the launcher, and takes workerd along when
 * it ends.
 */
export function startLocalWorker(
  options: LocalWorkerOptions,
  { logsDir, recordDir, tempDir }: PartPlaces,
  signal?: AbortSignal,
): Promise<Part> {
  return startPart(
    {
      name: 'The Worker',
      program: fileURLToPath(new URL('worker-process.ts', import.meta.url)),
      env: { TMPDIR: tempDir },
      handed: JSON.stringify(options),
      logFile: join(logsDir, 'worker.log'),
      recordDir,
      readyEvent: 'worker.listening',
      readyTimeoutMs: READY_TIMEOUT_MS,
    },
    signal,
  );
}
