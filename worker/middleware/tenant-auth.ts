/**
 * Who asks. A key opens the API anywhere; without one it is open on loopback alone.
 * @module
 */
import { createMiddleware } from 'hono/factory';
import { EdgereelError } from '#contracts/errors.ts';
import { configOf } from '../config.ts';
import { MAIN_TENANT } from '../tenant/tenant.ts';
import type { AppEnv } from '../app-env.ts';

/** Sets `tenantId`, or ends the request with `UNAUTHENTICATED`. */
export const tenantAuth = createMiddleware<AppEnv>(async (context, next) => {
  const { adminKey } = configOf(context.env);
  const shown = presentedKey(context.req.raw.headers);
  const isOpen =
    shown === null ? isLoopbackRequest(context.req.raw) : adminKey !== null && (await isEqual(shown, adminKey));
  if (!isOpen)
    throw new EdgereelError(
      'UNAUTHENTICATED',
      'Send a valid API key as "Authorization: Bearer <key>" or "x-api-key: <key>".',
    );
  context.set('tenantId', MAIN_TENANT);
  await next();
});

function presentedKey(headers: Headers): string | null {
  const bearer = /^Bearer\s+(.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  return bearer ?? headers.get('x-api-key');
}

/**
 * A request from this very machine: addressed to loopback, not handed on from elsewhere by a tunnel, and not sent by a page of
 * another origin (a composition in the preview has the origin `null`).
 */
export function isLoopbackRequest(request: Request): boolean {
  const { hostname, origin } = new URL(request.url);
  const client = request.headers.get('cf-connecting-ip');
  const sender = request.headers.get('origin');
  return isLoopback(hostname) && (client === null || isLoopback(client)) && (sender === null || sender === origin);
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || host === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(host);

/** Compares digests, so that neither length nor content shows in the time it takes. */
async function isEqual(a: string, b: string): Promise<boolean> {
  const digest = (text: string) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const [left, right] = await Promise.all([digest(a), digest(b)]);
  return crypto.subtle.timingSafeEqual(left, right);
}
