/**
 * The bundled font families: style sheets, files and their digests, from the @fontsource packages.
 * @module
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { LARGE_FAMILIES } from '#contracts/fonts.ts';
import { LARGE_PACKAGES, SMALL_FAMILIES, type BundledFamily } from './font-families.ts';
import { removeOthers } from './remove-others.ts';
import { writeIfChanged } from '../../local/write-if-changed.ts';

/**
 * A page that names no font gets ours instead of the browser's own, which differs from machine to machine. Glyphs stand
 * where the font says, not at the nearest pixel: so text is as wide at every scale, from a file or from the system. Any
 * rule of the author wins.
 */
const DEFAULT_FONTS = `:where(html){font-family:Inter,sans-serif}
:where(button,input,select,textarea){font-family:inherit}
:where(code,kbd,samp,pre,tt){font-family:"JetBrains Mono",monospace}
:where(*),:where(*)::before,:where(*)::after{text-rendering:geometricPrecision}`;

/** Every weight of a package: `wght.css` of a variable one, `400.css` and its like of a static one; italics beside them. */
const WEIGHT_SHEET = /^(wght|\d+)(-italic)?\.css$/;

/** `fonts.json`: the files of each family, relative to the folder of `fonts.css`. */
export type FontIndex = Record<string, { file: string; sha256: string }[]>;

/** Writes `fonts.css`, `fonts.json` and `fonts/` into `outDir`. */
export async function buildFonts(nodeModules: string, outDir: string): Promise<void> {
  const fontsDir = join(outDir, 'fonts');
  const index: FontIndex = {};
  const written = new Set<string>();

  async function write(name: string, content: string | Uint8Array): Promise<void> {
    written.add(name);
    await writeIfChanged(join(fontsDir, name), content);
  }

  async function addFamily({ package: source, names, sheets }: BundledFamily, urlBase: string): Promise<string> {
    const folder = join(nodeModules, source);
    const css = await Promise.all(
      (sheets ?? (await weightSheets(folder))).map((name) => readFile(join(folder, name), 'utf8')),
    );
    const { faces, files } = readFontSheet(css.join('\n'), urlBase);
    index[names[0]!] = await Promise.all(
      files.map(async (file) => {
        const bytes = await readFile(join(folder, file));
        await write(basename(file), bytes);
        return { file: `fonts/${basename(file)}`, sha256: createHash('sha256').update(bytes).digest('hex') };
      }),
    );
    // The Open Font License asks that its text travels with the files.
    await write(`${basename(source)}.LICENSE.txt`, await readFile(join(folder, 'LICENSE')));
    return names.flatMap((name) => faces.map((face) => `@font-face{font-family:"${name}";${face}}`)).join('\n');
  }

  const small = [];
  for (const family of SMALL_FAMILIES) small.push(await addFamily(family, 'fonts/'));
  for (const sheet of Object.keys(LARGE_FAMILIES)) {
    const rules = [];
    for (const family of LARGE_PACKAGES[sheet as keyof typeof LARGE_FAMILIES]) rules.push(await addFamily(family, ''));
    await write(`${sheet}.css`, `${rules.join('\n')}\n`);
  }
  await writeIfChanged(join(outDir, 'fonts.css'), `${[DEFAULT_FONTS, ...small].join('\n')}\n`);
  await writeIfChanged(join(outDir, 'fonts.json'), `${JSON.stringify(index, null, 2)}\n`);
  await removeOthers(fontsDir, written);
}

async function weightSheets(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => WEIGHT_SHEET.test(name)).toSorted();
}

/**
 * Faces of a @fontsource style sheet, without family and braces, in as few bytes as can be: woff2 alone, from `urlBase`.
 * Text waits for its font (`block`): a frame must not show the fallback.
 */
export function readFontSheet(css: string, urlBase: string): { faces: string[]; files: string[] } {
  const files: string[] = [];
  const faces = [...css.matchAll(/@font-face\s*\{([^}]*)\}/g)].map(([, body]) =>
    body!
      .replaceAll(/\s*font-family:[^;]*;/g, '')
      .replaceAll(/font-display:[^;]*;/g, 'font-display:block;')
      .replaceAll(/src:\s*url\(([^)]*\.woff2)\)[^;]*;/g, (_src, url: string) => {
        files.push(url);
        return `src:url(${urlBase}${basename(url)})format("woff2");`;
      })
      .replaceAll(/\s*([:;,])\s*/g, '$1')
      .trim()
      .replace(/;$/, ''),
  );
  return { faces, files };
}
