/**
 * `npm run render`: renders one composition through the local system and saves the file. A system that `npm start` runs in this clone is
 * used and goes on; else one is started, and stopped at the end.
 * @module
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EdgereelError, fromWire } from '#contracts/errors.ts';
import { isFinal, type RenderView } from '#contracts/render.ts';
import type { RenderRequestInput } from '#contracts/request.ts';
import { createClient, type Client } from '../client/client.ts';
import { buildEngine } from '../scripts/build.ts';
import { uploadSite } from '../client/sites.ts';
import { checkWritable } from '../local/check-path.ts';
import { readMirrors } from '../local/mirror-options.ts';
import { createSha256, listSite } from '../local/read-site.ts';
import { openSystem } from './render/open-system.ts';
import { readRenderOptions, renderArgs } from './render/render-options.ts';
import { createProgressDisplay } from './render/render-progress.ts';
import { describeResult, toRenderResult } from './render/render-result.ts';
import { saveOutput } from './render/save-output.ts';
import { saveSprites } from './render/save-sprites.ts';
import { saveStream } from './render/save-stream.ts';
import { readRepeated, runProgram } from '../local/run-program.ts';

const CANCEL_TIMEOUT_MS = 3_000;

await runProgram(
  {
    meta: { name: 'npm run render --', description: 'Render a composition on this machine, through the whole system.' },
    args: renderArgs,
  },
  async ({ args, rawArgs, signal }) => {
    const { folder, request, outputPath, isJson, nodes, port, dataDir } = readRenderOptions(args);
    const mirrors = readMirrors(readRepeated(rawArgs, 'mirror'));
    const isStream = request.format === 'hls';
    await checkWritable('--out', outputPath, isStream ? 'folder' : 'file');
    if (folder !== null && !existsSync(join(folder, 'index.html'))) {
      throw new EdgereelError(
        'COMPOSITION_NOT_FOUND',
        `${folder} has no index.html. Name a folder with a composition.`,
      );
    }
    const isOwn = port !== 0 || nodes !== undefined || Object.keys(mirrors).length > 0;
    await using system = await openSystem({
      built: buildEngine(),
      port,
      nodes,
      dataDir,
      mirrors,
      isOwn,
      log: console.error,
      signal,
    });
    const client = createClient({ baseUrl: system.url, ...(system.apiKey && { apiKey: system.apiKey }) });
    const composition =
      folder === null
        ? request.composition
        : await uploadSite(client, await listSite(folder), createSha256, { signal });

    const startedAt = performance.now();
    const render = await renderToEnd(client, { ...request, composition }, signal);
    const saved = isStream ? await saveStream(client, render, outputPath, signal) : outputPath;
    if (!isStream)
      await saveOutput(await client.fetchOutput(render.id, { signal }), outputPath, render.output!.sha256, signal);
    if (request.spriteSheet) await saveSprites(client, render, outputPath, signal);
    const result = toRenderResult(render, saved);
    for (const { code, message } of result.warnings) console.error(`Warning (${code}): ${message}`);
    console.log(isJson ? JSON.stringify(result) : describeResult(result, performance.now() - startedAt));
  },
);

/** Starts a render and shows its way. Throws its error when it fails; cancels it when this program is stopped. */
async function renderToEnd(client: Client, request: RenderRequestInput, signal: AbortSignal): Promise<RenderView> {
  let render = await client.createRender(request, { idempotencyKey: randomUUID(), signal });
  try {
    using progress = createProgressDisplay(process.stderr);
    for await (render of client.followRender(render.id, { signal })) progress.show(render);
  } finally {
    // A system that runs on would render what nobody waits for, and so would the next start of one that stops.
    if (!isFinal(render.status))
      await client.cancelRender(render.id, { signal: AbortSignal.timeout(CANCEL_TIMEOUT_MS) }).catch(() => {});
  }
  if (render.error) throw fromWire(render.error);
  if (render.status !== 'completed') throw new EdgereelError('CANCELLED', `Render ${render.id} is ${render.status}.`);
  return render;
}
