/**
 * `npm run check [-- NAME…]`: everything that needs no browser. Runs all of it, then says what failed.
 * @module
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { REPO_ROOT } from '../local/paths.ts';
import { runCommand, type CommandResult } from '../local/run-command.ts';
import { runProgram, UsageError } from '../local/run-program.ts';

type Command = readonly [string, ...string[]];

/** One tsconfig per runtime; the root's holds scripts and tests. */
const TYPESCRIPT_FOLDERS = [
  '.',
  'contracts',
  'analysis',
  'runtime',
  'runtime/testing',
  'worker',
  'container',
  'client',
  'public',
];

/** In order; the commands of one check run side by side. */
const CHECKS: Record<string, Command[]> = {
  build: [[process.execPath, 'scripts/build.ts']],
  format: [['oxfmt', '--check']],
  lint: [['oxlint']],
  typecheck: TYPESCRIPT_FOLDERS.filter((folder) => existsSync(join(REPO_ROOT, folder, 'tsconfig.json'))).map(
    (folder) => ['tsc', '-p', folder],
  ),
  types: [['wrangler', 'types', 'worker/env.d.ts', '--include-runtime=false', '--check']],
  bundle: [['wrangler', 'deploy', '--dry-run', '--containers-rollout=none']],
  unit: [['vitest', 'run', '--project', 'unit']],
};

async function runCheck(name: string, signal: AbortSignal): Promise<boolean> {
  const startedAt = performance.now();
  const results = await Promise.all(CHECKS[name]!.map((command) => runCommand(command, { signal })));
  const failed = results.filter(({ exitCode }) => exitCode !== 0);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${failed.length === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  for (const { stdout, stderr } of name === 'lint' ? results : failed) printOutput({ stdout, stderr });
  return failed.length === 0;
}

function printOutput({ stdout, stderr }: Pick<CommandResult, 'stdout' | 'stderr'>): void {
  const text = `${stdout}${stderr}`.trim();
  if (text) console.log(text);
}

await runProgram(
  {
    meta: { name: 'npm run check --', description: `Run all checks, or one of ${Object.keys(CHECKS).join(', ')}.` },
    args: { name: { type: 'positional', required: false, description: 'The one check to run' } },
  },
  async ({ args: { name }, signal }) => {
    if (name !== undefined && !(name in CHECKS))
      throw new UsageError(`There is no check ${name}; there are ${Object.keys(CHECKS).join(', ')}.`);
    const failed: string[] = [];
    for (const check of name === undefined ? Object.keys(CHECKS) : [name]) {
      if (!(await runCheck(check, signal))) failed.push(check);
    }
    if (failed.length === 0) return;
    console.log(`Failed: ${failed.join(', ')}`);
    process.exitCode = 1;
  },
);
