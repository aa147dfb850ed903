/**
 * Where and on what the bench runs.
 * @module
 */
import { execFile } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { REPO_ROOT } from '../local/paths.ts';

const run = promisify(execFile);

/** Equal for machines whose times may be compared. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() || process.arch;
  return `${cpus().length} × ${model}, ${Math.round(totalmem() / 1024 ** 3)} GiB`;
}

export async function readVersion(chromePath: string): Promise<string> {
  const { stdout } = await run(chromePath, ['--version']);
  return stdout.trim();
}

/** Short hash of the commit, with `+` when files differ from it; `unknown` outside a repository. */
export async function readCommit(): Promise<string> {
  const git = async (...args: string[]) => (await run('git', args, { cwd: REPO_ROOT })).stdout.trim();
  try {
    return `${await git('rev-parse', '--short=10', 'HEAD')}${(await git('status', '--porcelain')) === '' ? '' : '+'}`;
  } catch {
    return 'unknown';
  }
}
