/**
 * The processes under a process, as the operating system lists them.
 * @module
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface ChildProcess {
  pid: number;
  command: string;
}

/** Children, their children and so on. */
export async function descendantsOf(pid: number): Promise<ChildProcess[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args='], { maxBuffer: 2 ** 24 });
  const rows = [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)].map(([, child, parent, command]) => ({
    pid: Number(child),
    parent: Number(parent),
    command: command!,
  }));
  const below = (parent: number): ChildProcess[] =>
    rows
      .filter((row) => row.parent === parent)
      .flatMap(({ pid: child, command }) => [{ pid: child, command }, ...below(child)]);
  return below(pid).filter(({ command }) => !command.startsWith('ps '));
}

/** The encoders under a process. */
export async function encodersOf(pid: number): Promise<ChildProcess[]> {
  return (await descendantsOf(pid)).filter(({ command }) => command.includes('-i pipe:0'));
}

/** The browsers under a process: the one process of each that owns the debugging pipe. */
export async function browsersOf(pid: number): Promise<ChildProcess[]> {
  return (await descendantsOf(pid)).filter(
    ({ command }) => command.includes('--remote-debugging-pipe') && !command.includes('--type='),
  );
}

/** The processes in which the browsers under a process run their pages. */
export async function renderersOf(pid: number): Promise<ChildProcess[]> {
  return (await descendantsOf(pid)).filter(({ command }) => command.includes('--type=renderer'));
}

/** The processes that draw for the browsers under a process. */
export async function drawersOf(pid: number): Promise<ChildProcess[]> {
  return (await descendantsOf(pid)).filter(({ command }) => command.includes('--type=gpu-process'));
}
