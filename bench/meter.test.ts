import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTempFolder } from '../container/system/temp-folder.ts';
import { meter } from './meter.ts';

const forever = new AbortController().signal;
const isLinux = process.platform === 'linux';

/** A process in a session of its own whose parent and grandparent end at once, as browsers and daemons start theirs. */
const ORPHAN = `
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while time.process_time() < 0.2: pass
        print("orphan", time.process_time(), flush=True)
    os._exit(0)
`;

test.skipIf(!isLinux)(
  'counts the CPU time of an orphan that outlives the command',
  async () => {
    await using folder = await makeTempFolder(join(import.meta.dirname, '../.edgereel/bench'), 'meter');
    const usage = await meter({ line: ['python3', '-c', ORPHAN], cwd: folder.path }, folder.path, forever);
    const burned = Number(/orphan ([\d.]+)/.exec(await readFile(folder.file('log.txt'), 'utf8'))?.[1]);
    expect(burned).toBeGreaterThanOrEqual(0.2);
    expect(usage.cpuSeconds).toBeGreaterThanOrEqual(burned);
    expect(usage.leftovers).toEqual([]);
  },
  30_000,
);

test.skipIf(!isLinux)(
  'a command that fails is an error with the end of what it printed',
  async () => {
    await using folder = await makeTempFolder(join(import.meta.dirname, '../.edgereel/bench'), 'meter');
    const command = { line: ['sh', '-c', 'echo no such scene >&2; exit 3'], cwd: folder.path } as const;
    await expect(meter(command, folder.path, forever)).rejects.toThrow(/exit code 3:\nno such scene/);
  },
  30_000,
);
