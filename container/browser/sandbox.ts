/**
 * Chooses the user that Chrome runs as, and whether Chrome's own sandbox is on. The sandbox needs user namespaces and does not work for root,
 * so a node that runs as root starts Chrome as a user who owns nothing but the browsers' folder.
 * @module
 */
import { execFile } from 'node:child_process';
import { chown } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Id of Chrome's user: one that no Linux distribution assigns. */
const BROWSER_USER = 65_520;
const BECOME_USER = [`--reuid=${BROWSER_USER}`, `--regid=${BROWSER_USER}`, '--clear-groups', '--no-new-privs', '--'];
/** Command that does what Chrome's sandbox does first: it makes namespaces of users, processes and networks. */
const MAKE_NAMESPACES = ['unshare', '--user', '--map-root-user', '--pid', '--net', '--fork', 'true'];
/** Shell script that names the first file that Chrome needs and its user may not use. */
const FIND_UNUSABLE =
  'test -x "$1" || { echo "$1" >&2; exit 1; }; for file in "$2"/*; do test -r "$file" || { echo "$file" >&2; exit 1; }; done';

export interface Sandbox {
  readonly isOn: boolean;
  /** Reason why the sandbox is off; null when it is on. */
  readonly reason: string | null;
  /** Command line that runs a program as Chrome's user. */
  command(program: string, ...args: string[]): [program: string, ...args: string[]];
  /** Gives a folder or file to Chrome's user. */
  handOver(path: string): Promise<void>;
}

/** Finds out whether the sandbox works on this machine. Chrome's user must be able to run `chromePath` and to read the files of `fontsDir`. */
export async function findSandbox(
  { chromePath, fontsDir }: Record<'chromePath' | 'fontsDir', string>,
  wish: 'auto' | 'off',
): Promise<Sandbox> {
  if (wish === 'off') return withoutSandbox('EDGEREEL_CHROME_SANDBOX=off');
  const isRoot = process.getuid?.() === 0;
  // Sandboxes of other systems need no namespaces.
  if (process.platform !== 'linux') return isRoot ? withoutSandbox('the node runs as root') : AS_THIS_USER;
  const sandbox = isRoot ? AS_OTHER_USER : AS_THIS_USER;
  const noNamespaces = await failureOf(sandbox, MAKE_NAMESPACES);
  if (noNamespaces !== null) return withoutSandbox(`there are no user namespaces to be had here (${noNamespaces})`);
  const unusable = await failureOf(sandbox, ['sh', '-c', FIND_UNUSABLE, 'sh', chromePath, fontsDir]);
  if (unusable !== null) return withoutSandbox(`an unprivileged user may not use ${unusable}`);
  return sandbox;
}

export const withoutSandbox = (reason: string): Sandbox => ({ ...AS_THIS_USER, isOn: false, reason });

/** Whether Chrome's user may write into a folder. */
export const mayWrite = async (sandbox: Sandbox, folder: string): Promise<boolean> =>
  (await failureOf(sandbox, ['test', '-w', folder])) === null;

const AS_THIS_USER: Sandbox = {
  isOn: true,
  reason: null,
  command: (program, ...args) => [program, ...args],
  async handOver() {},
};

const AS_OTHER_USER: Sandbox = {
  ...AS_THIS_USER,
  // puppeteer requires the path of the executable to exist.
  command: (program, ...args) => ['/usr/bin/env', 'setpriv', ...BECOME_USER, program, ...args],
  handOver: (path) => chown(path, BROWSER_USER, BROWSER_USER),
};

const PROBE_TIMEOUT_MS = 30_000;

/** Last line of a failed command's error output; null when the command succeeds. */
async function failureOf(sandbox: Sandbox, [program, ...args]: readonly string[]): Promise<string | null> {
  const [path, ...all] = sandbox.command(program!, ...args);
  try {
    await run(path, all, { timeout: PROBE_TIMEOUT_MS });
    return null;
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    return stderr.trim().split('\n').at(-1) || message.split('\n')[0]!;
  }
}
