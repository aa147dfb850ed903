/**
 * The Worker as one module, for the local system; wrangler makes the deployed one.
 * @module
 */
import { build } from 'esbuild';
import { writeIfChanged } from '../../local/write-if-changed.ts';

export async function buildWorker(entry: string, outfile: string): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    write: false,
    bundle: true,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*', 'node:*'],
    logLevel: 'error',
  });
  await writeIfChanged(outfile, outputFiles[0]!.contents);
}
