/**
 * What a finished render left in the store. Open to a key, or to a signed link that has not ended.
 * @module
 */
import { createMiddleware } from 'hono/factory';
import { Hono } from 'hono';
import { EdgereelError } from '#contracts/errors.ts';
import { renderKey, type RenderObject } from '#contracts/keys.ts';
import type { AppEnv } from '../app-env.ts';
import { tenantAuth } from '../middleware/tenant-auth.ts';
import { linkSecretOf } from '../secrets.ts';
import { ObjectStore } from '../storage/object-store.ts';
import { serveObject } from '../storage/serve-object.ts';
import { isLinkValid } from '../storage/signed-link.ts';
import { MAIN_TENANT } from '../tenant/tenant.ts';
import { requireRender, schedulerFor } from './find-render.ts';

/** The content type is ours to say: a node stored the bytes, and what it says of them is not believed. */
const OBJECTS: Readonly<Record<string, { name: RenderObject; contentType: string }>> = {
  output: { name: 'output.mp4', contentType: 'video/mp4' },
  thumbnail: { name: 'thumbnail.jpg', contentType: 'image/jpeg' },
  manifest: { name: 'manifest.json', contentType: 'application/json' },
};

const linkOrKey = createMiddleware<AppEnv>(async (context, next) => {
  const query = new URL(context.req.url).searchParams;
  if (!query.has('signature')) return tenantAuth(context, next);
  const { id = '', object = '' } = context.req.param() as Record<string, string>;
  const target = { tenantId: MAIN_TENANT, renderId: id, object: OBJECTS[object]!.name };
  if (!(await isLinkValid(await linkSecretOf(context.env, MAIN_TENANT), target, query, Date.now()))) {
    throw new EdgereelError('FORBIDDEN', 'This link is not valid or has expired; read the render again for a new one.');
  }
  context.set('tenantId', MAIN_TENANT);
  await next();
  return undefined;
});

export const renderOutput = new Hono<AppEnv>().get(
  '/renders/:id/:object{output|thumbnail|manifest}',
  linkOrKey,
  async (context) => {
    const {
      env,
      req,
      var: { tenantId },
    } = context;
    const { id, object } = req.param();
    const { status, title } = requireRender(await schedulerFor(env, tenantId, id).read(), id);
    const { name, contentType } = OBJECTS[object]!;
    if (status !== 'completed') {
      throw new EdgereelError('CONFLICT', `Render ${id} has no ${object}: it is ${status}.`, {
        details: { status },
      });
    }
    const answer = await serveObject(new ObjectStore(env.ARTIFACTS), renderKey(tenantId, id, name), req.raw, {
      'content-type': contentType,
      'cache-control': 'private, max-age=0, must-revalidate',
      'content-disposition': disposition(req.query('download') !== undefined, title ?? id, name),
    });
    if (!answer) throw new EdgereelError('NOT_FOUND', `The ${object} of render ${id} is not in the store any more.`);
    return answer;
  },
);

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
