/**
 * The small pictures for scrubbing, beside the video: `<name>.sprites.jpg` and the text track that names it.
 * @module
 */
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { RenderView } from '#contracts/render.ts';
import type { Client } from '../../client/client.ts';
import { saveOutput } from './save-output.ts';

export async function saveSprites(
  client: Client,
  { id }: RenderView,
  outputPath: string,
  signal: AbortSignal,
): Promise<void> {
  const base = outputPath.replace(/\.\w+$/, '');
  const picture = await client.fetchSprites(id, 'sprites.jpg', { signal });
  await saveOutput(picture, `${base}.sprites.jpg`, picture.headers.get('x-edgereel-sha256'), signal);
  const cues = await (await client.fetchSprites(id, 'sprites.vtt', { signal })).text();
  await writeFile(`${base}.sprites.vtt`, cues.replaceAll('sprites.jpg#', `${basename(base)}.sprites.jpg#`));
}
