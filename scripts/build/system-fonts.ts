/**
 * Fonts that stand behind those a page loads, as a system would have them: for generic families, for scripts that a page's
 * own families lack, and for characters that nothing has. fontconfig needs them uncompressed.
 * @module
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { decompress } from 'wawoff2';
import { FALLBACK_INDEX, MISSING_GLYPH } from '#contracts/fonts.ts';
import { flatFont } from './flat-font.ts';
import { fontCharacters } from './font-characters.ts';
import { FALLBACK_FILES, GENERIC_FILES } from './font-families.ts';
import { missingGlyphFont } from './missing-glyph-font.ts';
import { removeOthers } from './remove-others.ts';
import { writeIfChanged } from '../../local/write-if-changed.ts';

const SOURCES = 'sources.json';
const MISSING_GLYPH_FILE = 'missing-glyph.ttf';

/** Version of what `flatFont` makes of a file; another one builds every file anew. */
const FLAT_FORM = 2;

interface SystemFont {
  package: string;
  /** Name of a file of the package. */
  file: string;
  /** The engine's own name for a font that only stands behind others; absent for the font of a generic family. */
  fallbackFamily?: string;
}

/** Writes `system-fonts/` into `outDir`. A file whose source is the one of the last build is left as it is. */
export async function buildSystemFonts(nodeModules: string, outDir: string): Promise<void> {
  const folder = join(outDir, 'system-fonts');
  const written = new Set<string>();
  async function write(name: string, content: string | Uint8Array): Promise<void> {
    written.add(name);
    await writeIfChanged(join(folder, name), content);
  }

  const last = await readSources(join(folder, SOURCES));
  const sources: Record<string, string> = {};
  const characters = new Set<number>();
  for (const font of await systemFonts(nodeModules)) {
    const bytes = await readFile(join(nodeModules, font.package, 'files', font.file));
    const target = `${font.fallbackFamily ? 'behind-' : ''}${font.file.replace(/woff2$/, 'ttf')}`;
    sources[target] = createHash('sha256')
      .update(bytes)
      .update(`\0${font.fallbackFamily ?? ''}\0${FLAT_FORM}`)
      .digest('hex');
    const present = last[target] === sources[target] ? await readFile(join(folder, target)).catch(() => null) : null;
    const made = present ?? (await makeSystemFont(bytes, font));
    await write(target, made);
    for (const character of fontCharacters(made)) characters.add(character);
    await write(`${basename(font.package)}.LICENSE.txt`, await readFile(join(nodeModules, font.package, 'LICENSE')));
  }
  await write(MISSING_GLYPH_FILE, missingGlyphFont(characters));
  await write(SOURCES, `${JSON.stringify(sources, null, 2)}\n`);
  const fallbacks = [...FALLBACK_FILES.map(([name]) => fallbackFamily(name)), MISSING_GLYPH.family];
  await write(FALLBACK_INDEX, `${JSON.stringify(fallbacks, null, 2)}\n`);
  await removeOthers(folder, written);
}

async function systemFonts(nodeModules: string): Promise<SystemFont[]> {
  const fonts: SystemFont[] = GENERIC_FILES.map(([name, file]) => ({ package: name, file }));
  for (const [name, pattern] of FALLBACK_FILES) {
    const files = (await readdir(join(nodeModules, name, 'files'))).filter((file) => pattern.test(file)).toSorted();
    if (files.length === 0) throw new Error(`${name} has no file like ${pattern}: its version has other names.`);
    fonts.push(...files.map((file) => ({ package: name, file, fallbackFamily: fallbackFamily(name) })));
  }
  return fonts;
}

const fallbackFamily = (packageName: string): string => `Edgereel ${basename(packageName)}`;

async function makeSystemFont(bytes: Uint8Array, { fallbackFamily: family }: SystemFont): Promise<Uint8Array> {
  const font = await decompress(bytes);
  return family ? flatFont(font, family) : font;
}

async function readSources(path: string): Promise<Record<string, string>> {
  const text = await readFile(path, 'utf8').catch(() => '{}');
  return JSON.parse(text) as Record<string, string>;
}
