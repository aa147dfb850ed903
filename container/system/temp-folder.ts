/**
 * A folder that its owner holds with `await using`.
 * @module
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface TempFolder extends AsyncDisposable {
  readonly path: string;
  file(name: string): string;
}

export async function makeTempFolder(parent: string, prefix: string): Promise<TempFolder> {
  await mkdir(parent, { recursive: true });
  const path = await mkdtemp(join(parent, `${prefix}-`));
  return {
    path,
    file: (name) => join(path, name),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}
