/**
 * What a finished render left in the store. Open to a key, or to a signed link that has not ended.
 * @module
 */
import { Hono } from 'hono';
import { EdgereelError } from '#contracts/errors.ts';
import { FORMAT_FACTS, type Format } from '#contracts/formats.ts';
import { renderKey, type RenderObject } from '#contracts/keys.ts';
import type { AppEnv } from '../../app-env.ts';
import { linkOrKey } from '../../middleware/link-or-key.ts';
import { ObjectStore } from '../../storage/object-store.ts';
import { serveObject } from '../../storage/serve-object.ts';
import { requireRender, schedulerFor } from './find-render.ts';

type ObjectName = 'output' | 'thumbnail' | 'manifest' | 'sprites.jpg' | 'sprites.vtt';

/** The content type is ours to say: a node stored the bytes, and what it says of them is not believed. */
function objectOf(name: ObjectName, format: Format): { name: RenderObject; contentType: string } {
  const { extension, contentType } = FORMAT_FACTS[format];
  switch (name) {
    case 'output':
      return { name: `output.${extension}`, contentType };
    case 'thumbnail':
      return { name: 'thumbnail.jpg', contentType: 'image/jpeg' };
    case 'manifest':
      return { name: 'manifest.json', contentType: 'application/json' };
    case 'sprites.jpg':
      return { name, contentType: 'image/jpeg' };
    case 'sprites.vtt':
      return { name, contentType: 'text/vtt; charset=utf-8' };
  }
}

/** The pictures and their text track are opened by one link. */
const linkedObjectOf = (name: string) => (name.startsWith('sprites') ? 'sprites' : (name as 'output'));

export const renderOutput = new Hono<AppEnv>().get(
  '/renders/:id/:object{output|thumbnail|manifest|sprites\\.jpg|sprites\\.vtt}',
  linkOrKey(({ object = '' }) => linkedObjectOf(object)),
  async (context) => {
    const {
      env,
      req,
      var: { tenantId },
    } = context;
    const { id, object } = req.param();
    const { status, title, format } = requireRender(await schedulerFor(env, tenantId, id).read(), id);
    const { name, contentType } = objectOf(object as ObjectName, format);
    if (status !== 'completed') {
      throw new EdgereelError('CONFLICT', `Render ${id} has no ${object}: it is ${status}.`, {
        details: { status },
      });
    }
    if (object === 'sprites.vtt') return serveSpriteCues(context.env, renderKey(tenantId, id, name), req.raw);
    const answer = await serveObject(new ObjectStore(env.ARTIFACTS), renderKey(tenantId, id, name), req.raw, {
      'content-type': contentType,
      'cache-control': 'private, max-age=0, must-revalidate',
      'content-disposition': disposition(req.query('download') !== undefined, title ?? id, name),
    });
    if (!answer) throw new EdgereelError('NOT_FOUND', `The ${object} of render ${id} is not in the store any more.`);
    return answer;
  },
);

/** The text track names the picture beside it, which the same link opens. */
async function serveSpriteCues(env: Env, key: string, request: Request): Promise<Response> {
  const object = await new ObjectStore(env.ARTIFACTS).get(key);
  if (!object) throw new EdgereelError('NOT_FOUND', 'The render has no sprites: ask for them with spriteSheet.');
  const cues = (await object.text()).replaceAll('sprites.jpg#', `sprites.jpg${new URL(request.url).search}#`);
  return new Response(cues, { headers: { 'content-type': 'text/vtt; charset=utf-8', 'cache-control': 'no-store' } });
}

/** The title as a file name: plain ASCII for old clients, all of it for the others. */
function disposition(isDownload: boolean, title: string, object: RenderObject): string {
  const extension = object.slice(object.lastIndexOf('.'));
  const name =
    title
      .replace(/[/\\:*?"<>|\p{Cc}]+/gu, ' ')
      .trim()
      .slice(0, 100)
      // The cut may fall between the halves of a character, which has no percent-encoding.
      .toWellFormed() || 'output';
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replaceAll('%', '_');
  const encoded = encodeURIComponent(name + extension).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${isDownload ? 'attachment' : 'inline'}; filename="${ascii}${extension}"; filename*=UTF-8''${encoded}`;
}
