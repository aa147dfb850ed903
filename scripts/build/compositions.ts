/**
 * The sample compositions: their vendored scripts and their index.
 * @module
 */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompositionEntry, CompositionList } from '#contracts/render.ts';
import { readSite } from '../local/read-site.ts';
import { readCompositionFacts } from './composition-facts.ts';
import { writeIfChanged } from './write-if-changed.ts';

/** Package folders inside node_modules that `vendor/…` in a composition's HTML refers to. */
const VENDOR_FOLDERS = ['gsap/dist'];

/** Copies vendored scripts and writes `index.json` for every `<name>/index.html` below `folder`. */
export async function buildCompositions(folder: string, nodeModules: string): Promise<CompositionList> {
  await mkdir(folder, { recursive: true });
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const compositions = await Promise.all(
    names.toSorted().map((name) => buildComposition(join(folder, name), name, nodeModules)),
  );
  const list = { compositions: compositions.filter((composition) => composition !== null) };
  await writeIfChanged(join(folder, 'index.json'), `${JSON.stringify(list, null, 2)}\n`);
  return list;
}

async function buildComposition(folder: string, name: string, nodeModules: string): Promise<CompositionEntry | null> {
  const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
  if (html === null) return null;
  for (const [, file] of html.matchAll(/["'](?:\.\/)?vendor\/([\w.-]+)["']/g)) {
    await vendor(file!, join(folder, 'vendor', file!), nodeModules, name);
  }
  return { name, ...readCompositionFacts(html, name), ...(await readSite(folder)) };
}

async function vendor(file: string, target: string, nodeModules: string, name: string): Promise<void> {
  for (const folder of VENDOR_FOLDERS) {
    const bytes = await readFile(join(nodeModules, folder, file)).catch(() => null);
    if (bytes) return writeIfChanged(target, bytes);
  }
  throw new Error(
    `Composition "${name}" uses vendor/${file}, which is in none of ${VENDOR_FOLDERS.join(', ')} under node_modules.`,
  );
}
