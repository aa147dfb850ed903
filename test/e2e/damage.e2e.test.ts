/**
 * Objects of the store are damaged on disk, under the store's own list of them: an equal render heals, with the same bytes.
 */
import { createHash } from 'node:crypto';
import { glob, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { isFinal } from '#contracts/render.ts';
import { createClient, type Client } from '../../client/client.ts';
import { startLocalSystem } from '../../local/start-system.ts';
import { buildEngine } from '../../scripts/build.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PAGE = `<!doctype html>
<style>#box { width: 64px; height: 64px; background: red; animation: slide 1s linear } @keyframes slide { to { transform: translateX(200px) } }</style>
<div data-composition-id="main" data-width="320" data-height="180" data-duration="1" data-no-timeline><div id="box"></div></div>`;

const DAMAGES: Record<string, (path: string) => Promise<void>> = {
  async changed(path) {
    const bytes = await readFile(path);
    const from = Math.max(0, Math.floor(bytes.length / 2) - 32);
    for (let at = from; at < Math.min(from + 64, bytes.length); at++) bytes[at] = bytes[at]! ^ 0xff;
    await writeFile(path, bytes);
  },
  cut: async (path) => truncate(path, Math.floor((await readFile(path)).length / 2)),
  gone: (path) => rm(path),
};

/** Files of the objects under a prefix, as the local store keeps them: a list in SQLite, the bytes beside it. */
async function filesOf(dataFolder: string, prefix: string): Promise<string[]> {
  const files: string[] = [];
  for await (const path of glob('**/*.sqlite', { cwd: dataFolder })) {
    using database = new DatabaseSync(join(dataFolder, path), { readOnly: true });
    const hasObjects = database.prepare(`SELECT 1 FROM sqlite_master WHERE name = '_mf_objects'`).get();
    if (!hasObjects) continue;
    const rows = database.prepare('SELECT blob_id FROM _mf_objects WHERE key LIKE ?').all(`${prefix}%`);
    for (const { blob_id: blob } of rows)
      for await (const file of glob(`**/blobs/${String(blob)}`, { cwd: dataFolder }))
        files.push(join(dataFolder, file));
  }
  return files;
}

async function render(client: Client): Promise<string> {
  const { id } = await client.createRender({ composition: PAGE, chunkSize: 10 });
  for await (const view of client.followRender(id))
    if (isFinal(view.status)) expect(view).toMatchObject({ status: 'completed', error: null });
  const bytes = new Uint8Array(await (await client.fetchOutput(id)).arrayBuffer());
  return createHash('sha256').update(bytes).digest('hex');
}

test(
  'chunks and plans that are damaged on disk heal in an equal render, in one call and in several',
  { timeout: 300_000 },
  async () => {
    const dataDir = await temporaryFolder();
    let undisturbed: string | null = null;
    for (const seconds of ['0', '30']) {
      await using system = await startLocalSystem({
        built: buildEngine(),
        dataDir,
        nodes: 1,
        vars: { WHOLE_RENDER_MAX_SECONDS: seconds },
      });
      const client = createClient({ baseUrl: system.url });
      undisturbed ??= await render(client);
      for (const [how, hurt] of Object.entries(DAMAGES)) {
        const files = [...(await filesOf(dataDir, 'chunks/')), ...(await filesOf(dataDir, 'plans/'))];
        expect(files.length).toBeGreaterThanOrEqual(4);
        for (const file of files) await hurt(file);
        expect([how, await render(client)]).toEqual([how, undisturbed]);
      }
    }
  },
);
