/**
 * `npm run render`: starts the local system, renders one composition through it, saves the file, stops everything.
 * @module
 */
import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EdgereelError, fromWire } from '#contracts/errors.ts';
import { isFinal, type RenderView } from '#contracts/render.ts';
import type { RenderRequestInput } from '#contracts/request.ts';
import { createClient, type Client } from '../client/client.ts';
import { uploadSite } from '../client/sites.ts';
import { readMirrors } from './local/mirror-options.ts';
import { createSha256, listSite } from './local/read-site.ts';
import { startLocalSystem } from './local/start-system.ts';
import { readRenderOptions, renderArgs } from './render/render-options.ts';
import { createProgressDisplay } from './render/render-progress.ts';
import { describeResult, toRenderResult } from './render/render-result.ts';
import { saveOutput } from './render/save-output.ts';
import { saveSprites } from './render/save-sprites.ts';
import { saveStream } from './render/save-stream.ts';
import { readRepeated, runProgram, UsageError } from './run-program.ts';

const CANCEL_TIMEOUT_MS = 1_000;

await runProgram(
  {
    meta: { name: 'npm run render --', description: 'Render a composition on this machine, through the whole system.' },
    args: renderArgs,
  },
  async ({ args, rawArgs, signal }) => {
    const { folder, request, outputPath, isJson, nodes, port, dataDir } = readRenderOptions(args);
    const mirrors = readMirrors(readRepeated(rawArgs, 'mirror'));
    const isStream = request.format === 'hls';
    const existing = statSync(outputPath, { throwIfNoEntry: false });
    if (existing && existing.isDirectory() !== isStream) {
      const wanted = isStream ? 'a folder' : 'a file';
      throw new UsageError(`--out must name ${wanted}; ${outputPath} is ${isStream ? 'a file' : 'a folder'}.`);
    }
    if (folder !== null && !existsSync(join(folder, 'index.html'))) {
      throw new EdgereelError(
        'COMPOSITION_NOT_FOUND',
        `${folder} has no index.html. Name a folder with a composition.`,
      );
    }
    await using system = await startLocalSystem({ port, nodes, dataDir, mirrors, log: console.error, signal });
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
    // The state stays on disk: a render that nobody waits for would go on with the next start.
    if (!isFinal(render.status))
      await client.cancelRender(render.id, { signal: AbortSignal.timeout(CANCEL_TIMEOUT_MS) }).catch(() => {});
  }
  if (render.error) throw fromWire(render.error);
  if (render.status !== 'completed') throw new EdgereelError('CANCELLED', `Render ${render.id} is ${render.status}.`);
  return render;
}
