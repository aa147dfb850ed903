/**
 * Other processes of this machine. Plain JavaScript without dependencies: `bootstrap.mjs` needs it before there are any.
 * @module
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} ProcessFacts
 * @property {number} parent process id of the parent
 * @property {string} name of the program, perhaps cut short
 * @property {boolean} isZombie it has ended, and its parent has not asked how
 * @property {string} birth names this life of the process id: another process that gets the same id later has another birth
 */

/** Shells that npm may put between itself and a program. */
const SHELLS = /^-?(a|ba|da|fi|k|mk|z)?sh$|^busybox$/;

/**
 * What there is to know of a process; null when there is none, or when the system does not tell.
 * @param {number} pid
 * @returns {ProcessFacts | null}
 */
export function readProcess(pid) {
  if (!isProcessId(pid)) return null;
  return process.platform === 'linux' ? readProc(pid) : readPs(pid);
}

/** @param {number} pid @returns {ProcessFacts | null} */
function readProc(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // The name stands in brackets and may hold any character; the fields behind it are numbers and one letter.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    const [state = '', parent] = fields;
    return { parent: Number(parent), name, isZombie: /[ZXx]/.test(state), birth: `${boot}/${fields[19]}` };
  } catch {
    return null;
  }
}

/** @param {number} pid @returns {ProcessFacts | null} */
function readPs(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,state=,lstart=,comm=', '-p', String(pid)], { encoding: 'utf8' });
  const match = /^\s*(\d+)\s+(\S+)\s+(\w+\s+\w+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/m.exec(stdout ?? '');
  if (!match) return null;
  const [, parent, state = '', birth = '', path = ''] = match;
  return {
    parent: Number(parent),
    name: path.trim().split('/').at(-1) ?? '',
    isZombie: state.startsWith('Z'),
    birth: birth.replace(/\s+/g, ' '),
  };
}

/**
 * Whether a process runs, of whichever user; false for a zombie, and for what is no process id. With `birth`, only that life of the id
 * counts.
 * @param {number} pid
 * @param {string} [birth]
 */
export function isAlive(pid, birth) {
  if (!isProcessId(pid)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return false;
  }
  const facts = readProcess(pid);
  if (!facts) return true;
  return !facts.isZombie && (birth === undefined || birth === facts.birth);
}

/**
 * A question that is true once nobody waits for this program any more. npm and its shell die of a signal without passing it on, and
 * either may be killed outright: this process then has another parent, or its shell has.
 * @returns {() => boolean}
 */
export function watchLauncher() {
  if (process.env.npm_lifecycle_event === undefined) return () => false;
  const shell = process.ppid;
  const facts = readProcess(shell);
  const npm = facts && SHELLS.test(facts.name) ? facts.parent : null;
  return () => process.ppid !== shell || (npm !== null && readProcess(shell)?.parent !== npm);
}

/** @param {number} pid */
const isProcessId = (pid) => Number.isInteger(pid) && pid > 0;
