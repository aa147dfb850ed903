/**
 * `npm run build`: everything that is made from sources, to be served from `public/` or to run in workerd.
 * @module
 */
import { copyFile, mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { PAINTER_PAGE } from '#contracts/painter.ts';
import { FONTS_STAMP, RUNTIME_FOLDER } from '#contracts/page.ts';
import { buildOnce } from './build/build-once.ts';
import { COMPOSITIONS_DIR, LOCAL_WORKER, PUBLIC_DIR, REPO_ROOT } from '../local/paths.ts';
import type { BuiltFiles } from '../local/built-files.ts';
import { runProgram } from '../local/run-program.ts';

const OUT_DIR = join(PUBLIC_DIR, RUNTIME_FOLDER);
const NODE_MODULES = join(REPO_ROOT, 'node_modules');

const OUT = relative(REPO_ROOT, OUT_DIR);
/** Sources and what is made of them. Of packages, the lockfile stands for their files. */
const CODE = [
  ...[
    'package.json',
    'package-lock.json',
    'tsconfig.base.json',
    '{analysis,contracts,runtime,worker}/**/*.{ts,json,html,wat}',
  ],
  ...['scripts/build.ts', 'scripts/build/*.ts'],
  ...[`${OUT}/*.{js,html}`, relative(REPO_ROOT, LOCAL_WORKER)],
];
const COMPOSITIONS = [
  ...[
    'package.json',
    'package-lock.json',
    '{analysis,contracts}/**/*.ts',
    'scripts/build.ts',
    'local/compositions/*.ts',
  ],
  ...['local/read-site.ts', 'client/*.ts', `${relative(REPO_ROOT, COMPOSITIONS_DIR)}/**`],
];
/** What is made of them is megabytes, and is taken for whole. */
const FONTS = ['package-lock.json', 'contracts/fonts.ts', 'scripts/build/*font*.ts'];

/** Builds what is not built yet. Building again gives the same files. */
export async function buildAll(): Promise<void> {
  await Promise.all([
    buildEngine(),
    buildOnce(REPO_ROOT, `${OUT}/compositions.stamp`, COMPOSITIONS, async () => {
      const { buildCompositions } = await import('../local/compositions/composition-index.ts');
      await buildCompositions(COMPOSITIONS_DIR, NODE_MODULES);
    }),
  ]);
}

/** Builds all but the compositions, which the local system reads as they are at the moment. */
export async function buildEngine(): Promise<BuiltFiles> {
  await mkdir(OUT_DIR, { recursive: true });
  await Promise.all([
    buildOnce(REPO_ROOT, `${OUT}/code.stamp`, CODE, buildCode),
    buildOnce(REPO_ROOT, `${OUT}/${FONTS_STAMP}`, FONTS, buildFontFiles),
  ]);
  return { worker: LOCAL_WORKER };
}

// The builders and their libraries take longer to load than a look at the stamps.

async function buildCode(): Promise<void> {
  const [{ buildRuntime }, { buildWorker }] = await Promise.all([
    import('./build/runtime.ts'),
    import('./build/worker.ts'),
  ]);
  await Promise.all([
    buildRuntime(join(REPO_ROOT, 'runtime/main.ts'), join(OUT_DIR, 'runtime.js')),
    buildRuntime(join(REPO_ROOT, 'runtime/painter/painter.ts'), join(OUT_DIR, 'painter.js')),
    buildRuntime(join(REPO_ROOT, 'runtime/painter/frame-writer.ts'), join(OUT_DIR, 'frame-writer.js')),
    copyFile(join(REPO_ROOT, 'runtime/painter/painter.html'), join(OUT_DIR, PAINTER_PAGE)),
    buildWorker(join(REPO_ROOT, 'worker/index.ts'), LOCAL_WORKER),
  ]);
}

async function buildFontFiles(): Promise<void> {
  const [{ buildFonts }, { buildSystemFonts }] = await Promise.all([
    import('./build/fonts.ts'),
    import('./build/system-fonts.ts'),
  ]);
  await Promise.all([buildFonts(NODE_MODULES, OUT_DIR), buildSystemFonts(NODE_MODULES, OUT_DIR)]);
}

if (import.meta.main) {
  await runProgram(
    { meta: { name: 'npm run build', description: 'Build runtime, fonts, composition index and Worker.' }, args: {} },
    buildAll,
  );
}
