/**
 * Finds out who calls. A key opens the API anywhere. Without one it is open to callers on this machine alone, while no key is configured, and
 * only in the local system, whose front says who they are: a deployed Worker and `wrangler dev` know of no such caller.
 * @module
 */
import { createMiddleware } from 'hono/factory';
import { EdgereelError } from '#contracts/errors.ts';
import { LOCAL_CALLER_HEADER } from '#contracts/local-caller.ts';
import { configOf, type Config } from '../config.ts';
import { MAIN_TENANT } from '../account/tenant.ts';
import type { AppEnv } from '../app-env.ts';

/** Sets `tenantId`, or ends the request with `UNAUTHENTICATED`. */
export const tenantAuth = createMiddleware<AppEnv>(async (context, next) => {
  const refusal = await findRefusal(context.req.raw.headers, configOf(context.env));
  if (refusal !== null) {
    context.header('www-authenticate', 'Bearer');
    throw new EdgereelError('UNAUTHENTICATED', refusal);
  }
  context.set('tenantId', MAIN_TENANT);
  await next();
});

const SEND_A_KEY = 'Send a valid API key as "Authorization: Bearer <key>" or "x-api-key: <key>".';

/** Why a caller is not let in; null when it is. */
export async function findRefusal(
  headers: Headers,
  { adminKey, localFrontSecret }: Pick<Config, 'adminKey' | 'localFrontSecret'>,
): Promise<string | null> {
  const shown = presentedKey(headers);
  if (shown !== null) return adminKey !== null && (await isEqual(shown, adminKey)) ? null : SEND_A_KEY;
  if (adminKey !== null) return SEND_A_KEY;
  if (localFrontSecret === null)
    return `${SEND_A_KEY} None is configured: set EDGEREEL_ADMIN_KEY, as a secret of the Worker or in .dev.vars.`;
  const [secret = '', ...reason] = (headers.get(LOCAL_CALLER_HEADER) ?? '').split(' ');
  const sign = (await isEqual(secret, localFrontSecret)) ? reason.join(' ') : 'it did not come in by the front';
  if (sign === '') return null;
  return `Without a key the API is open to programs and pages of this machine alone, and this request is none of theirs: ${sign}. To let others in, set EDGEREEL_ADMIN_KEY and send it as "Authorization: Bearer <key>".`;
}

function presentedKey(headers: Headers): string | null {
  const bearer = /^Bearer\s+(.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  return bearer ?? headers.get('x-api-key');
}

/** Compares digests, so that neither length nor content shows in the time it takes. */
async function isEqual(a: string, b: string): Promise<boolean> {
  const digest = (text: string) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const [left, right] = await Promise.all([digest(a), digest(b)]);
  return crypto.subtle.timingSafeEqual(left, right);
}
