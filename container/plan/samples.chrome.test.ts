/**
 * The sample compositions give not one warning under the strictest rules.
 * @module
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestNode, type TestNode } from '../testing/engine-fixture.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node?.[Symbol.asyncDispose]());

const FOLDER = join(import.meta.dirname, '../../public/compositions');

test.each(['data-story', 'kinetic-titles', 'product-card'])('%s passes strict-all', async (name) => {
  const files: Record<string, Buffer> = {};
  for (const entry of await readdir(join(FOLDER, name), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files[path.slice(join(FOLDER, name).length + 1)] = await readFile(path);
  }
  expect((await node.plan(files, { strictness: 'strict-all' })).warnings).toEqual([]);
});
