/**
 * The fonts Chrome sees besides those a page loads: the engine's own, never the host's, so that every machine draws the same.
 * @module
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the generic families of CSS mean. */
const GENERIC_FAMILIES: Record<string, string> = {
  'sans-serif': 'Inter',
  'system-ui': 'Inter',
  cursive: 'Inter',
  fantasy: 'Inter',
  math: 'Inter',
  emoji: 'Inter',
  fangsong: 'Inter',
  serif: 'EB Garamond',
  monospace: 'JetBrains Mono',
};

/** Where a character is looked for that no family of its text has, in this order. */
const FALLBACKS = [
  'Inter',
  'Noto Color Emoji',
  // Variable fonts are called after their thinnest weight.
  'Noto Sans JP Thin',
  'Noto Sans SC Thin',
  'Noto Sans KR Thin',
  'Noto Sans Arabic',
];

export const systemFontsOf = (engineAssets: string): string => join(engineAssets, 'system-fonts');

/** Writes a fontconfig file for the engine's own fonts into Chrome's folder; returns its path. */
export async function writeFontConfig(engineAssets: string, folder: string): Promise<string> {
  const path = join(folder, 'fonts.conf');
  const aliases = Object.entries(GENERIC_FAMILIES).map(
    ([generic, family]) =>
      `<alias binding="same"><family>${generic}</family><prefer><family>${family}</family></prefer></alias>`,
  );
  const fallbacks = FALLBACKS.map(
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
    '</fontconfig>',
  ];
  await writeFile(path, config.join('\n'));
  return path;
}
