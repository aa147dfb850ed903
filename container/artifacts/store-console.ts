/**
 * Stores the console of a page. The lines are only a help, so a failure to store them is ignored.
 * @module
 */
import type { ConsoleLine } from '#contracts/console-line.ts';
import type { ArtifactStore } from './artifact-store.ts';

export async function storeConsole(store: ArtifactStore, key: string, lines: readonly ConsoleLine[]): Promise<void> {
  if (lines.length === 0) return;
  await store.putJson(key, lines).catch(() => {});
}
