/**
 * `npm run test:docker`: the real container under `wrangler dev`. Without Docker it says so and is skipped, except with `REQUIRE_DOCKER=1`.
 * @module
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildAll } from './build.ts';
import { abortOnInterrupt } from '../local/interrupt.ts';
import { STATE_DIR } from '../local/paths.ts';
import { runCommand } from '../local/run-command.ts';

const signal = abortOnInterrupt();
const { exitCode: dockerExitCode, stderr } = await runCommand([process.env.WRANGLER_DOCKER_BIN ?? 'docker', 'info'], {
  signal,
});
if (dockerExitCode !== 0) {
  const isRequired = process.env.REQUIRE_DOCKER === '1';
  console.error(`Docker does not answer: ${stderr.trim().split('\n').at(-1)}`);
  console.error(
    isRequired
      ? 'REQUIRE_DOCKER=1 makes this a failure.'
      : 'SKIPPED: the container test (start Docker to run it; REQUIRE_DOCKER=1 makes this a failure).',
  );
  process.exitCode = isRequired ? 1 : 0;
} else {
  await buildAll();
  const resultsDir = join(STATE_DIR, 'test-results');
  await mkdir(resultsDir, { recursive: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${join(resultsDir, 'docker.json')}`];
  const { exitCode } = await runCommand(
    ['vitest', 'run', '--project', 'docker', ...reporters, ...process.argv.slice(2)],
    { output: 'show', signal },
  );
  process.exitCode = exitCode;
}
