/**
 * Commands of the tools that come with the project.
 * @module
 */
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { REPO_ROOT } from './paths.ts';

export interface CommandOptions {
  env?: NodeJS.ProcessEnv | undefined;
  /** What the command reads; default nothing. */
  input?: string;
  /** `show` passes output through; `keep` returns it. */
  output?: 'show' | 'keep';
  signal?: AbortSignal | undefined;
}

export interface CommandResult {
  exitCode: number;
  /** Standard output, and standard error after it; empty when shown. */
  stdout: string;
  stderr: string;
}

/**
 * Runs a command in the project folder, with the project's own programs behind those of `PATH`. A missing program has
 * exit code 127.
 */
export function runCommand(
  [file, ...args]: readonly [string, ...string[]],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { env = process.env, input, output = 'keep', signal } = options;
  const path = [env.PATH, join(REPO_ROOT, 'node_modules/.bin')].filter(Boolean).join(delimiter);
  return new Promise((resolve, reject) => {
    const stdin = input === undefined ? 'ignore' : 'pipe';
    const shown = output === 'show' ? 'inherit' : 'pipe';
    const child = spawn(file, args, {
      cwd: REPO_ROOT,
      env: { ...env, PATH: path },
      stdio: [stdin, shown, shown],
      ...(signal && { signal }),
    });
    const result: CommandResult = { exitCode: 0, stdout: '', stderr: '' };
    child.stdout?.on('data', (data: Buffer) => (result.stdout += data.toString()));
    child.stderr?.on('data', (data: Buffer) => (result.stderr += data.toString()));
    child.stdin?.on('error', () => {}).end(input);
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') return reject(error);
      resolve({ exitCode: 127, stdout: '', stderr: `${file} is not installed.` });
    });
    child.once('close', (code) => resolve({ ...result, exitCode: code ?? 1 }));
  });
}
