/**
 * @module
 */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a program of a few lines of CommonJS, for a `PATH` that holds nothing else. `args` is its command line in one
 * string.
 */
export async function writeFakeProgram(path: string, script: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(
    path,
    `#!${process.execPath}\nconst fs = require('node:fs');\nconst args = process.argv.slice(2).join(' ');\n${script}\n`,
  );
  await chmod(path, 0o755);
}
