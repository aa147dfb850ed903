/**
 * Keeps the console of a page in the store. Lines are a help, so what keeps them from being stored ends no work.
 * @module
 */
import type { ConsoleLine } from '#contracts/console-line.ts';
import type { ArtifactStore } from './artifacts/artifact-store.ts';

export async function storeConsole(store: ArtifactStore, key: string, lines: readonly ConsoleLine[]): Promise<void> {
  if (lines.length === 0) return;
  await store.putJson(key, lines).catch(() => {});
}
