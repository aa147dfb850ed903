import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { runQuietly } from './executable.ts';

const run = (script: string, signal?: AbortSignal): Promise<void> =>
  runQuietly(process.execPath, ['-e', script], process.env, signal);

test('a failure tells the end of the output', async () => {
  await expect(run('console.error("no such mirror"); process.exit(100)')).rejects.toThrow(
    'exit code 100: no such mirror',
  );
});

test('an abort ends the program within five seconds, though it ignores SIGTERM and has a child', async () => {
  const folder = await temporaryFolder();
  const stopping = new AbortController();
  // The child holds the output open for longer than the program lives.
  const running = run(
    `process.on('SIGTERM', () => {});
     require('child_process').spawn('sleep', ['6'], { stdio: 'inherit' });
     require('fs').writeFileSync(${JSON.stringify(join(folder, 'up'))}, '');
     setInterval(() => {}, 1000);`,
    stopping.signal,
  );
  const watcher = watch(folder);
  if (!existsSync(join(folder, 'up'))) await once(watcher, 'change');
  watcher.close();
  const stoppedAt = performance.now();
  stopping.abort(new Error('Ctrl-C'));
  await expect(running).rejects.toThrow('Ctrl-C');
  expect(performance.now() - stoppedAt).toBeLessThan(5_000);
});
