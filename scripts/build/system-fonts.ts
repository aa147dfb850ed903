/**
 * Fonts that stand behind those a page loads, as a system would have them: for generic families, for scripts that a page's
 * own families lack, and for characters that nothing has. fontconfig needs them uncompressed.
 * @module
 */
import { createHash } from 'node:crypto';
import { access, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { decompress } from 'wawoff2';
import { LARGE_PACKAGES } from './font-families.ts';
import { missingGlyphFont } from './missing-glyph-font.ts';
import { removeOthers } from './remove-others.ts';
import { writeIfChanged } from './write-if-changed.ts';

/** Those that `container/browser/font-config.ts` names. */
const PACKAGES = [
  '@fontsource-variable/inter',
  '@fontsource-variable/eb-garamond',
  '@fontsource-variable/jetbrains-mono',
  ...Object.values(LARGE_PACKAGES).map((family) => family.package),
];

/** Upright files; of the emoji the one that holds all. */
const SYSTEM_FILE = /-(wght|emoji-400)-normal\.woff2$/;
const INDEX = 'sources.json';

/** Writes `system-fonts/` into `outDir`. A file whose source is the one of the last build is left as it is. */
export async function buildSystemFonts(nodeModules: string, outDir: string): Promise<void> {
  const folder = join(outDir, 'system-fonts');
  const last = await readSources(join(folder, INDEX));
  const sources: Record<string, string> = {};
  const licences: string[] = [];
  for (const name of PACKAGES) {
    const files = join(nodeModules, name, 'files');
    for (const file of (await readdir(files)).filter((path) => SYSTEM_FILE.test(path)).toSorted()) {
      const bytes = await readFile(join(files, file));
      const target = file.replace(/woff2$/, 'ttf');
      sources[target] = createHash('sha256').update(bytes).digest('hex');
      if (last[target] === sources[target] && (await exists(join(folder, target)))) continue;
      await writeIfChanged(join(folder, target), await decompress(bytes));
    }
    const licence = `${basename(name)}.LICENSE.txt`;
    licences.push(licence);
    await writeIfChanged(join(folder, licence), await readFile(join(nodeModules, name, 'LICENSE')));
  }
  await writeIfChanged(join(folder, MISSING_GLYPH_FILE), missingGlyphFont());
  await writeIfChanged(join(folder, INDEX), `${JSON.stringify(sources, null, 2)}\n`);
  await removeOthers(folder, new Set([...Object.keys(sources), ...licences, MISSING_GLYPH_FILE, INDEX]));
}

const MISSING_GLYPH_FILE = 'missing-glyph.ttf';

async function readSources(path: string): Promise<Record<string, string>> {
  const text = await readFile(path, 'utf8').catch(() => '{}');
  return JSON.parse(text) as Record<string, string>;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
