/**
 * The in-page runtime as one classic script.
 * @module
 */
import { build } from 'esbuild';
import { watPlugin } from './assemble-wat.ts';
import { writeIfChanged } from '../../local/write-if-changed.ts';

export async function buildRuntime(entry: string, outfile: string): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    write: false,
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'chrome120',
    minify: true,
    legalComments: 'none',
    plugins: [watPlugin],
    logLevel: 'error',
  });
  await writeIfChanged(outfile, outputFiles[0]!.contents);
}
