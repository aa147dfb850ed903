/**
 * @module
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** The version of this program, from `package.json`. */
export async function version(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
