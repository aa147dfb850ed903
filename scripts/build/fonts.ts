/**
 * The bundled font families: style sheet, files and their digests, from the @fontsource packages.
 * @module
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { writeIfChanged } from './write-if-changed.ts';

/** Style sheets inside node_modules, by the family name that compositions use. */
const FAMILIES: Record<string, readonly string[]> = {
  Inter: ['@fontsource-variable/inter/wght.css', '@fontsource-variable/inter/wght-italic.css'],
  Montserrat: ['@fontsource-variable/montserrat/wght.css', '@fontsource-variable/montserrat/wght-italic.css'],
  'Playfair Display': [
    '@fontsource-variable/playfair-display/wght.css',
    '@fontsource-variable/playfair-display/wght-italic.css',
  ],
  'JetBrains Mono': [
    '@fontsource-variable/jetbrains-mono/wght.css',
    '@fontsource-variable/jetbrains-mono/wght-italic.css',
  ],
  'Archivo Black': ['@fontsource/archivo-black/400.css'],
};

/**
 * A page that names no font gets ours instead of the browser's own, which differs from machine to machine. Any rule of
 * the author wins.
 */
const DEFAULT_FONT = `:where(html) { font-family: Inter, sans-serif; }
:where(button, input, select, textarea) { font-family: inherit; }`;

/** `fonts.json`: the files of each family, relative to the folder of `fonts.css`. */
export type FontIndex = Record<string, { file: string; sha256: string }[]>;

/** Writes `fonts.css`, `fonts.json` and `fonts/` into `outDir`. */
export async function buildFonts(nodeModules: string, outDir: string): Promise<void> {
  const fontsDir = join(outDir, 'fonts');
  const index: FontIndex = {};
  const sheets = [DEFAULT_FONT];
  for (const [family, sources] of Object.entries(FAMILIES)) {
    const files: FontIndex[string] = [];
    for (const source of sources) {
      const sheet = rewriteFontSheet(await readFile(join(nodeModules, source), 'utf8'), family);
      sheets.push(sheet.css);
      for (const file of sheet.files) {
        const bytes = await readFile(join(nodeModules, dirname(source), file));
        await writeIfChanged(join(fontsDir, basename(file)), bytes);
        files.push({ file: `fonts/${basename(file)}`, sha256: createHash('sha256').update(bytes).digest('hex') });
      }
    }
    index[family] = files;
    // The Open Font License asks that its text travels with the files.
    const license = await readFile(join(nodeModules, dirname(sources[0]!), 'LICENSE'));
    await writeIfChanged(join(fontsDir, `${family.replaceAll(' ', '-')}.LICENSE.txt`), license);
  }
  await writeIfChanged(join(outDir, 'fonts.css'), `${sheets.join('\n')}\n`);
  await writeIfChanged(join(outDir, 'fonts.json'), `${JSON.stringify(index, null, 2)}\n`);
}

/**
 * A @fontsource style sheet under our own names: the plain family name, woff2 alone, from `fonts/`.
 * Text waits for its font (`block`): a frame must not show the fallback.
 */
export function rewriteFontSheet(css: string, family: string): { css: string; files: string[] } {
  const files: string[] = [];
  const rewritten = css
    .replaceAll(/\/\*[\s\S]*?\*\/\s*/g, '')
    .replaceAll(/font-family:[^;]*;/g, `font-family: '${family}';`)
    .replaceAll(/font-display:[^;]*;/g, 'font-display: block;')
    .replaceAll(/src:\s*url\(([^)]*\.woff2)\)[^;]*;/g, (_src, url: string) => {
      files.push(url);
      return `src: url(fonts/${basename(url)}) format('woff2');`;
    });
  return { css: rewritten.trim(), files };
}
