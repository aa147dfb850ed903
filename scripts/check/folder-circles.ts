/**
 * Circles among the folders of a tree: two folders side by side that import each other, straight or by way of others. A folder's own files
 * are its entry and its ground, and do not count.
 * @module
 */
import { posix } from 'node:path';

/** Paths of source files, each with the paths that it imports. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const IMPORT = /(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)'([^']+)'/gm;
const ALIAS = /^#(contracts|analysis)\//;

/** Paths that a file imports of the same tree, types among them. */
export function readImports(path: string, text: string): string[] {
  return [...text.matchAll(IMPORT)].flatMap(([, specifier]) => {
    if (ALIAS.test(specifier!)) return [specifier!.slice(1)];
    return specifier!.startsWith('.') ? [posix.join(posix.dirname(path), specifier!)] : [];
  });
}

/** Each circle once, as its folders in the order of the imports, for example `['worker/render', 'worker/sites']`. */
export function folderCircles(graph: ImportGraph): string[][] {
  const parents = new Set([...graph.keys()].flatMap(parentsOf));
  return [...parents].flatMap((parent) => circlesOf(edgesBelow(parent, graph)));
}

function parentsOf(path: string): string[] {
  const folders = path.split('/').slice(0, -1);
  return folders.map((_, i) => folders.slice(0, i).join('/'));
}

/** Which folder right below `parent` imports which other one. */
function edgesBelow(parent: string, graph: ImportGraph): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  for (const [path, imports] of graph) {
    const from = childOf(parent, path);
    if (from === null) continue;
    for (const imported of imports) {
      const to = childOf(parent, imported);
      if (to !== null && to !== from) edges.set(from, (edges.get(from) ?? new Set()).add(to));
    }
  }
  return edges;
}

/** The folder right below `parent` that holds a file; null when none does. */
function childOf(parent: string, path: string): string | null {
  const prefix = parent === '' ? '' : `${parent}/`;
  if (!path.startsWith(prefix)) return null;
  const end = path.indexOf('/', prefix.length);
  return end === -1 ? null : path.slice(0, end);
}

function circlesOf(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const done = new Set<string>();
  const circles: string[][] = [];
  const visit = (folder: string, way: readonly string[]): void => {
    const at = way.indexOf(folder);
    if (at !== -1) circles.push(way.slice(at));
    if (at !== -1 || done.has(folder)) return;
    for (const next of edges.get(folder) ?? []) visit(next, [...way, folder]);
    done.add(folder);
  };
  for (const folder of edges.keys()) visit(folder, []);
  return circles;
}
