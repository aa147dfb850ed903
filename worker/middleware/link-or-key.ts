/**
 * Lets in who has a key, or a signed link to this very thing that has not ended.
 * @module
 */
import { createMiddleware } from 'hono/factory';
import { EdgereelError } from '#contracts/errors.ts';
import type { AppEnv } from '../app-env.ts';
import { linkSecretOf } from '../secrets.ts';
import { isLinkValid, type LinkedObject } from '../storage/signed-link.ts';
import { MAIN_TENANT } from '../account/tenant.ts';
import { tenantAuth } from './tenant-auth.ts';

/** `nameOf` says what a request's path asks for. */
export const linkOrKey = (nameOf: (params: Record<string, string>) => LinkedObject) =>
  createMiddleware<AppEnv>(async (context, next) => {
    const query = new URL(context.req.url).searchParams;
    if (!query.has('signature')) return tenantAuth(context, next);
    const params = context.req.param() as Record<string, string>;
    const target = { tenantId: MAIN_TENANT, renderId: params['id'] ?? '', object: nameOf(params) };
    if (!(await isLinkValid(await linkSecretOf(context.env, MAIN_TENANT), target, query, Date.now()))) {
      throw new EdgereelError(
        'FORBIDDEN',
        'This link is not valid or has expired; read the render again for a new one.',
      );
    }
    context.set('tenantId', MAIN_TENANT);
    await next();
    return undefined;
  });
