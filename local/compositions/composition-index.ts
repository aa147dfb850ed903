/**
 * The sample compositions: their vendored scripts and their index.
 * @module
 */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EdgereelError } from '#contracts/errors.ts';
import type { CompositionEntry, CompositionIndex } from '#contracts/render.ts';
import { readSite, versionSite } from '../read-site.ts';
import { readCompositionFacts } from './composition-facts.ts';
import { writeIfChanged } from '../write-if-changed.ts';

/** Package folders inside node_modules that `vendor/…` in a composition's HTML refers to. */
const VENDOR_FOLDERS = ['gsap/dist'];

/** Copies vendored scripts and writes `index.json` for every `<name>/index.html` below `folder`. */
export async function buildCompositions(folder: string, nodeModules: string): Promise<CompositionIndex> {
  await mkdir(folder, { recursive: true });
  const index = await createCompositionIndex(folder, nodeModules).read();
  if (index.problems.length > 0)
    throw new EdgereelError('COMPOSITION_INVALID', index.problems.map(({ message }) => message).join('\n'));
  await writeIfChanged(join(folder, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
  return index;
}

interface KnownEntry {
  version: string;
  entry: CompositionEntry;
}

/** Reads the index as the files are at the moment of each call; only compositions that changed since the last one are read again. */
export function createCompositionIndex(folder: string, nodeModules: string): { read(): Promise<CompositionIndex> } {
  const known = new Map<string, KnownEntry>();

  const readEntry = async (name: string): Promise<CompositionEntry | null> => {
    const path = join(folder, name);
    const html = await readFile(join(path, 'index.html'), 'utf8').catch(() => null);
    if (html === null) return null;
    await vendorScripts(html, path, nodeModules, name);
    const version = await versionSite(path);
    const last = known.get(name);
    if (version !== null && last?.version === version) return last.entry;
    const entry = { name, ...readCompositionFacts(html, name), ...(await readSite(path)) };
    if (version !== null) known.set(name, { version, entry });
    return entry;
  };

  return {
    async read() {
      const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
      const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
      const compositions: CompositionEntry[] = [];
      const problems: CompositionIndex['problems'] = [];
      for (const name of names.toSorted()) {
        try {
          const entry = await readEntry(name);
          if (entry) compositions.push(entry);
        } catch (error) {
          problems.push({ name, message: (error as Error).message });
        }
      }
      return { compositions, problems };
    },
  };
}

async function vendorScripts(html: string, folder: string, nodeModules: string, name: string): Promise<void> {
  for (const [, file] of html.matchAll(/["'](?:\.\/)?vendor\/([\w.-]+)["']/g))
    await vendor(file!, join(folder, 'vendor', file!), nodeModules, name);
}

async function vendor(file: string, target: string, nodeModules: string, name: string): Promise<void> {
  for (const folder of VENDOR_FOLDERS) {
    const bytes = await readFile(join(nodeModules, folder, file)).catch(() => null);
    if (bytes) return writeIfChanged(target, bytes);
  }
  throw new EdgereelError(
    'COMPOSITION_INVALID',
    `Composition "${name}" uses vendor/${file}, which is in none of ${VENDOR_FOLDERS.join(', ')} under node_modules.`,
  );
}
