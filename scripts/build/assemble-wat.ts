/**
 * WebAssembly text → a module's bytes.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Plugin } from 'esbuild';
import openWabt from 'wabt';

export async function assembleWat(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const { parseWat } = await openWabt();
  const module = parseWat(basename(path), await readFile(path, 'utf8'), { simd: true });
  try {
    module.validate();
    return new Uint8Array(module.toBinary({}).buffer);
  } finally {
    module.destroy();
  }
}

/** Puts the bytes in where a script imports the text. */
export const watPlugin: Plugin = {
  name: 'wat',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.wat$/ }, async ({ path }) => ({ contents: await assembleWat(path), loader: 'binary' })),
};
