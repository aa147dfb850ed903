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
  serif: 'Playfair Display',
  monospace: 'JetBrains Mono',
};

/** Writes a fontconfig file for the fonts under `<engineAssets>/system-fonts`; returns its path. */
export async function writeFontConfig(engineAssets: string, workDir: string): Promise<string> {
  const path = join(workDir, 'fonts.conf');
  const aliases = Object.entries(GENERIC_FAMILIES).map(
    ([generic, family]) =>
      `<alias binding="same"><family>${generic}</family><prefer><family>${family}</family></prefer></alias>`,
  );
  const config = [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    `<dir>${join(engineAssets, 'system-fonts')}</dir>`,
    `<cachedir>${join(workDir, 'font-cache')}</cachedir>`,
    ...aliases,
    '</fontconfig>',
  ];
  await writeFile(path, config.join('\n'));
  return path;
}
