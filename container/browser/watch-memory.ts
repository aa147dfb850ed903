/**
 * Watches how much memory one browser takes: a page must not take all of the machine's.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import { committedBy, memoryOf, processTree } from '../system/processes.ts';

const LOOK_INTERVAL_MS = 100;
/** Looks per reading of the list of processes, which changes less often than their memory. */
const LOOKS_PER_TREE = 5;
/** Bytes that any process of a browser may reserve without using them: stacks, reserves of allocators. */
const COMMITTED_AT_REST = 1024 ** 3;

/** Calls back once when the browser holds more than the limit, or one of its processes has reserved more. */
export function watchMemory(
  root: number | undefined,
  limitBytes: number,
  onExceeded: (error: EdgereelError) => void,
): { stop(): void } {
  let pids: number[] = [];
  let looks = 0;
  const timer = setInterval(() => {
    if (root === undefined) return;
    if (looks++ % LOOKS_PER_TREE === 0) pids = processTree([root]) ?? [];
    const bytes = Math.max(memoryOf(pids), ...pids.map((pid) => committedBy(pid) - COMMITTED_AT_REST));
    if (bytes <= limitBytes) return;
    clearInterval(timer);
    onExceeded(memoryExceeded(bytes, limitBytes));
  }, LOOK_INTERVAL_MS);
  return { stop: () => clearInterval(timer) };
}

const MEBIBYTE = 1024 ** 2;
const inMebibytes = (bytes: number): number => Math.round(bytes / MEBIBYTE);

function memoryExceeded(bytes: number, limitBytes: number): EdgereelError {
  return new EdgereelError(
    'MEMORY_LIMIT_EXCEEDED',
    `The page takes ${inMebibytes(bytes)} MiB of memory; one browser may take ${inMebibytes(limitBytes)} MiB (EDGEREEL_BROWSER_MEMORY_MIB). Use smaller pictures, canvases and buffers, or fewer at once.`,
    { details: { limit: limitBytes, value: bytes } },
  );
}
