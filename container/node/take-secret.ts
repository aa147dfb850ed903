/**
 * The node's secret, taken so that no one who looks at this process or at its children finds it: neither in the environment nor in an
 * open descriptor.
 * @module
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/** Number of a descriptor that gives the secret once, to its end. */
const DESCRIPTOR = 'EDGEREEL_CREDENTIALS_FD';
const VARIABLE = 'EDGEREEL_NODE_SECRET';

export interface TakenSecret {
  /** Null when there is none. */
  secret: string | null;
  /** Whether the operating system still shows the secret to those who may look at this process. */
  isStillReadable: boolean;
}

/**
 * Takes the secret from the environment, which no longer has it afterwards, or from the descriptor that the environment names. Throws when
 * that descriptor gives nothing.
 */
export function takeSecret(env: Record<string, string | undefined>): TakenSecret {
  const descriptor = env[DESCRIPTOR];
  const given = env[VARIABLE] || null;
  delete env[DESCRIPTOR];
  delete env[VARIABLE];
  const isStillReadable = given !== null && !eraseFromEnvironment(given);
  const handed = descriptor ? readOnce(descriptor) : null;
  return { secret: given ?? handed, isStillReadable };
}

function readOnce(descriptor: string): string {
  const fd = Number(descriptor);
  if (!Number.isInteger(fd) || fd < 3) {
    throw new Error(`${DESCRIPTOR} must be the number of a descriptor above 2, not ${JSON.stringify(descriptor)}.`);
  }
  try {
    const secret = readFileSync(fd, 'utf8').trim();
    if (secret === '') throw new Error('It is empty.');
    return secret;
  } catch (cause) {
    throw new Error(`No secret could be read from descriptor ${fd}, which ${DESCRIPTOR} names.`, { cause });
  } finally {
    closeQuietly(fd);
  }
}

/**
 * Overwrites the value in the memory that a process starts with, which Linux shows as `/proc/<pid>/environ`: deleting the variable does not
 * change it. False where it is still there.
 */
function eraseFromEnvironment(value: string): boolean {
  try {
    const secret = Buffer.from(value);
    const block = readFileSync('/proc/self/environ');
    const start = environmentAddress(readFileSync('/proc/self/stat', 'latin1'));
    const memory = openSync('/proc/self/mem', 'r+');
    try {
      for (let at = block.indexOf(secret); at >= 0; at = block.indexOf(secret, at + secret.length)) {
        writeSync(memory, Buffer.alloc(secret.length), 0, secret.length, start + at);
      }
    } finally {
      closeSync(memory);
    }
    return !readFileSync('/proc/self/environ').includes(secret);
  } catch {
    return false;
  }
}

/** Field 50 of `/proc/<pid>/stat`; the command's name, the second one, may hold spaces and brackets. */
function environmentAddress(stat: string): number {
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[47]);
}

function closeQuietly(fd: number): void {
  try {
    closeSync(fd);
  } catch {
    // The number is no open descriptor.
  }
}
