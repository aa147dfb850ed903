/**
 * One event per request, and the id under which it can be found.
 * @module
 */
import { createMiddleware } from 'hono/factory';
import { describeError, type Logger } from '../log.ts';
import type { AppEnv } from '../app-env.ts';

export function requestLog(log: Logger) {
  return createMiddleware<AppEnv>(async (context, next) => {
    const startedAt = Date.now();
    const requestId = context.req.header('cf-ray') ?? crypto.randomUUID();
    context.set('requestId', requestId);
    context.set('log', log);
    await next();
    const { status } = context.res;
    log({
      event: 'http.request',
      outcome: status >= 500 ? 'failure' : 'success',
      requestId,
      method: context.req.method,
      path: redact(context.req.path),
      status,
      durationMs: Date.now() - startedAt,
      ...(context.error && describeError(context.error)),
    });
  });
}

/** Queries never enter the log (they carry signatures), and an artifact path carries its token. */
const redact = (path: string): string => path.replace(/^\/artifacts\/[^/]+/, '/artifacts/…');
