/**
 * Checks folders and files that a command is to write, before anything is started. Some file systems, such as `/proc`, have folders in which
 * nothing can be made, and a recursive `mkdir` in them never ends; so each step is tried by itself.
 * @module
 */
import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { link, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { UsageError } from './run-program.ts';

/** Time limit of a check: a disk that sleeps wakes up within it, a network drive without its server does not answer. */
const PATIENCE_MS = 10_000;

const REASONS: Record<string, string> = {
  EACCES: 'it may not be written by this user',
  EPERM: 'it may not be written',
  EROFS: 'its file system is read-only',
  ENOSPC: 'its disk is full',
  EDQUOT: 'the quota of its disk is used up',
  ENOENT: 'its file system takes no files',
  EEXIST: 'a link that leads nowhere has its name',
  EINVAL: 'its file system takes no such names',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links lead round in a circle',
};

const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? code ?? message;
};

/** Makes a folder that keeps files, with those above it. Throws `UsageError` where that cannot be; `option` names it there. */
export function prepareFolder(option: string, path: string): Promise<void> {
  return inTime(option, path, async () => {
    const { base, missing } = await findBase(option, path);
    await tryFile(option, path, base);
    let folder = base;
    for (const name of missing) {
      folder = join(folder, name);
      await mkdir(folder).catch(async (error: NodeJS.ErrnoException) => {
        // Another command may have made it in this moment.
        if ((await look(option, path, folder))?.isDirectory()) return;
        throw refusal(option, path, `${folder} cannot be made: ${reasonOf(error)}`);
      });
    }
  });
}

/** Throws `UsageError` unless a file can be written there, or, for `kind` folder, a folder with files. Leaves nothing behind. */
export function checkWritable(option: string, path: string, kind: 'file' | 'folder'): Promise<void> {
  return inTime(option, path, async () => {
    const facts = await look(option, path, path);
    if (facts && (kind === 'file' ? !facts.isFile() : !facts.isDirectory()))
      throw new UsageError(`${option} must name a ${kind}; ${path} is ${describeKind(facts)}.`);
    const { base } = await findBase(option, kind === 'file' ? dirname(path) : path);
    await tryFile(option, path, base);
  });
}

/** The nearest folder that is there, and the names of those below it that are not. */
async function findBase(option: string, path: string): Promise<{ base: string; missing: string[] }> {
  const missing: string[] = [];
  for (let base = path; ; base = dirname(base)) {
    const facts = await look(option, path, base);
    if (facts?.isDirectory()) return { base, missing };
    if (facts) throw refusal(option, path, `${base} is ${describeKind(facts)}, not a folder`);
    if (dirname(base) === base) throw refusal(option, path, `${base} is not there`);
    missing.unshift(basename(base));
  }
}

/** Facts about a path; null where there is nothing. */
async function look(option: string, path: string, at: string): Promise<Stats | null> {
  try {
    return await stat(at);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Below a file there is nothing either; the file itself is found on the way up.
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw refusal(option, path, `${at} cannot be read: ${reasonOf(error)}`);
  }
}

/** Tries to write a small file and, for a data folder, to link it as its lock is linked. */
async function tryFile(option: string, path: string, folder: string): Promise<void> {
  const file = join(folder, `.edgereel-${randomUUID()}`);
  try {
    await writeFile(file, '', { flag: 'wx' });
    if (option === '--data') await link(file, `${file}.link`);
  } catch (error) {
    throw refusal(option, path, `${folder} cannot be used: ${reasonOf(error)}`);
  } finally {
    await Promise.all([file, `${file}.link`].map((made) => rm(made, { force: true }).catch(() => {})));
  }
}

const refusal = (option: string, path: string, why: string): UsageError => new UsageError(`${option} ${path}: ${why}.`);

function describeKind(facts: Stats): string {
  if (facts.isDirectory()) return 'a folder';
  return facts.isFile() ? 'a file' : 'neither a file nor a folder';
}

async function inTime(option: string, path: string, work: () => Promise<void>): Promise<void> {
  const waiting = new AbortController();
  const late = delay(PATIENCE_MS, undefined, { signal: waiting.signal }).then(
    () => Promise.reject(refusal(option, path, `the file system does not answer within ${PATIENCE_MS / 1000} s`)),
    () => {},
  );
  try {
    await Promise.race([work(), late]);
  } finally {
    waiting.abort();
  }
}
