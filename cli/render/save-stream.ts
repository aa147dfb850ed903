/**
 * A finished HLS render as a folder: the master playlist, the playlists it names, and all their segments.
 * @module
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RenderView } from '#contracts/render.ts';
import { STREAM_FILES } from '#contracts/stream.ts';
import type { Client } from '../../client/client.ts';
import { saveOutput } from './save-output.ts';

/** Returns the path of the master playlist. */
export async function saveStream(
  client: Client,
  render: RenderView,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  await mkdir(join(folder, 'stream'), { recursive: true });
  const master = join(folder, STREAM_FILES.master);
  await saveOutput(await client.fetchOutput(render.id, { signal }), master, render.output!.sha256, signal);
  for (const list of addressesIn(await readFile(master, 'utf8'))) {
    await save(client, render.id, join(folder, list), list.replace('stream/', ''), signal);
    for (const file of addressesIn(await readFile(join(folder, list), 'utf8')))
      await save(client, render.id, join(folder, 'stream', file), file, signal);
  }
  return master;
}

async function save(client: Client, renderId: string, path: string, file: string, signal: AbortSignal): Promise<void> {
  const response = await client.fetchStreamFile(renderId, file, { signal });
  await saveOutput(response, path, response.headers.get('x-edgereel-sha256'), signal);
}

/** What a playlist names: whole lines, and addresses in tags. */
function addressesIn(playlist: string): string[] {
  return playlist
    .split('\n')
    .flatMap((line) => (line.startsWith('#') ? (/URI="([^"]+)"/.exec(line)?.[1] ?? []) : line === '' ? [] : line));
}
