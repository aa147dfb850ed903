/**
 * The stages of our own render, as its command printed them.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Milliseconds by stage, `total` among them, from the log that `meter` left in the folder. */
export async function readStages(workDir: string): Promise<Record<string, number>> {
  const lines = (await readFile(join(workDir, 'log.txt'), 'utf8')).split('\n');
  const result = lines.findLast((line) => line.startsWith('{"output"'));
  if (result === undefined) throw new Error(`The command printed no result to ${join(workDir, 'log.txt')}.`);
  return (JSON.parse(result) as { stages: Record<string, number> }).stages;
}
