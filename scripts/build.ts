/**
 * `npm run build`: everything that is made from sources and served from `public/`.
 * @module
 */
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PAINTER_PAGE } from '#contracts/painter.ts';
import { RUNTIME_FOLDER } from '#contracts/page.ts';
import { buildCompositions } from './build/compositions.ts';
import { buildFonts } from './build/fonts.ts';
import { once } from './build/once.ts';
import { buildRuntime } from './build/runtime.ts';
import { buildSystemFonts } from './build/system-fonts.ts';
import { COMPOSITIONS_DIR, PUBLIC_DIR, REPO_ROOT } from './paths.ts';
import { runProgram } from './run-program.ts';

/** The packages' versions, and what makes our files of them. */
const FONT_SOURCES = [
  'package-lock.json',
  'contracts/fonts.ts',
  ...['fonts', 'font-families', 'missing-glyph-font', 'system-fonts'].map((name) => `scripts/build/${name}.ts`),
].map((path) => join(REPO_ROOT, path));

/** Builds runtime, fonts and composition index. Running it again gives the same files. */
export async function buildAll(): Promise<void> {
  const outDir = join(PUBLIC_DIR, RUNTIME_FOLDER);
  const nodeModules = join(REPO_ROOT, 'node_modules');
  await mkdir(outDir, { recursive: true });
  await Promise.all([
    buildRuntime(join(REPO_ROOT, 'runtime/main.ts'), join(outDir, 'runtime.js')),
    buildRuntime(join(REPO_ROOT, 'runtime/painter/painter.ts'), join(outDir, 'painter.js')),
    buildRuntime(join(REPO_ROOT, 'runtime/painter/frame-writer.ts'), join(outDir, 'frame-writer.js')),
    copyFile(join(REPO_ROOT, 'runtime/painter/painter.html'), join(outDir, PAINTER_PAGE)),
    once(join(outDir, 'fonts.stamp'), FONT_SOURCES, () =>
      Promise.all([buildFonts(nodeModules, outDir), buildSystemFonts(nodeModules, outDir)]),
    ),
    buildCompositions(COMPOSITIONS_DIR, nodeModules),
  ]);
}

if (import.meta.main) {
  await runProgram(
    { meta: { name: 'npm run build', description: 'Build runtime, fonts and composition index.' }, args: {} },
    buildAll,
  );
}
