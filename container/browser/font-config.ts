/**
 * The fonts Chrome sees besides those a page loads: the engine's own, never the host's, so that every machine draws the same.
 * @module
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FALLBACK_INDEX } from '#contracts/fonts.ts';
import { GENERIC_FAMILIES } from '#contracts/generic-families.ts';

/** Chrome may ask for Latin Modern Math in place of the generic family `math`. */
const ALIASES = { ...GENERIC_FAMILIES, 'Latin Modern Math': GENERIC_FAMILIES.math };

const EMOJI_FAMILY = 'Edgereel noto-color-emoji';

export const systemFontsOf = (engineAssets: string): string => join(engineAssets, 'system-fonts');

/** Writes a fontconfig file for the engine's own fonts into Chrome's folder; returns its path. */
export async function writeFontConfig(engineAssets: string, folder: string): Promise<string> {
  const path = join(folder, 'fonts.conf');
  const aliases = Object.entries(ALIASES).map(
    ([generic, family]) =>
      `<alias binding="same"><family>${generic}</family><prefer><family>${family}</family></prefer></alias>`,
  );
  const order = JSON.parse(await readFile(join(systemFontsOf(engineAssets), FALLBACK_INDEX), 'utf8')) as string[];
  const fallbacks = ['Inter', ...order].map(
    (family) => `<edit name="family" mode="append_last" binding="weak"><string>${family}</string></edit>`,
  );
  const config = [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    `<dir>${systemFontsOf(engineAssets)}</dir>`,
    `<cachedir>${join(folder, 'font-cache')}</cachedir>`,
    // Chrome would draw a variable font that it falls back to in its thinnest weight; of the named instances it takes the regular one.
    '<selectfont><rejectfont><pattern><patelt name="variable"><bool>true</bool></patelt></pattern></rejectfont></selectfont>',
    // A page keeps the first fallback it found for a character, in whatever language that text was. So no font speaks any.
    '<match target="scan"><edit name="lang" mode="assign"><string>xx</string></edit></match>',
    ...aliases,
    `<match target="pattern">${fallbacks.join('')}</match>`,
    // Chrome asks for this language where characters are shown as emoji.
    '<match target="pattern"><test name="lang"><string>und-zsye</string></test>',
    `<edit name="family" mode="prepend_first" binding="strong"><string>${EMOJI_FAMILY}</string></edit></match>`,
    '</fontconfig>',
  ];
  await writeFile(path, config.join('\n'));
  return path;
}
