import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REPO_ROOT } from '../../local/paths.ts';
import { folderCircles, readImports } from './folder-circles.ts';

const graph = (imports: Record<string, string[]>) => new Map(Object.entries(imports));

test('folders side by side that import each other are a circle, whatever file does it', () => {
  expect(folderCircles(graph({ 'a/x.ts': ['b/y.ts'], 'b/z.ts': ['a/deep/w.ts'] }))).toEqual([['a', 'b']]);
  const way = { 'p/a/x.ts': ['p/b/x.ts'], 'p/b/x.ts': ['p/c/x.ts'], 'p/c/x.ts': ['p/a/y.ts'] };
  expect(folderCircles(graph(way))).toEqual([['p/a', 'p/b', 'p/c']]);
});

test("a folder's own files import what lies in it, and are imported there", () => {
  expect(folderCircles(graph({ 'a/main.ts': ['a/b/x.ts'], 'a/b/x.ts': ['a/base.ts', 'c/y.ts'] }))).toEqual([]);
});

test('imports are read as they are written', () => {
  const text = `import './own.ts';
import type { A } from '#contracts/a.ts';
import {
  b,
} from '../c/b.ts';
export { d } from '../d.ts';
const lazy = () => import('./e.ts');
import { z } from 'zod';`;
  expect(readImports('p/q/f.ts', text)).toEqual(['p/q/own.ts', 'contracts/a.ts', 'p/c/b.ts', 'p/d.ts', 'p/q/e.ts']);
});

test('the tree has no circle of folders', async () => {
  const files: Record<string, string[]> = {};
  const folders = '{analysis,bench,cli,client,container,contracts,deploy,local,runtime,scripts,worker}';
  for await (const path of glob(`${folders}/**/*.{ts,mjs}`, { cwd: REPO_ROOT })) {
    if (!/\.test\.ts$|\/testing\//.test(path))
      files[path] = readImports(path, await readFile(join(REPO_ROOT, path), 'utf8'));
  }
  expect(Object.values(files).flat().length).toBeGreaterThan(1000);
  expect(folderCircles(graph(files))).toEqual([]);
});
