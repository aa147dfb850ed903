/**
 * Fonts for Chrome's generic families, as a system would have them: fontconfig needs them uncompressed.
 * @module
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decompress } from 'wawoff2';
import { writeIfChanged } from './write-if-changed.ts';

/** Upright variable fonts behind sans-serif, serif and monospace (`container/browser/font-config.ts`). */
const FAMILIES = ['inter', 'playfair-display', 'jetbrains-mono'];

export async function buildSystemFonts(nodeModules: string, outDir: string): Promise<void> {
  for (const family of FAMILIES) {
    const folder = join(nodeModules, '@fontsource-variable', family, 'files');
    const names = (await readdir(folder)).filter((name) => name.endsWith('-wght-normal.woff2'));
    for (const name of names) {
      const bytes = await decompress(await readFile(join(folder, name)));
      await writeIfChanged(join(outDir, 'system-fonts', name.replace(/woff2$/, 'ttf')), Buffer.from(bytes));
    }
  }
}
