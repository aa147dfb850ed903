/**
 * @module
 */
import { createMiddleware } from 'hono/factory';
import { EdgereelError } from '#contracts/errors.ts';
import type { AppEnv } from '../app-env.ts';

/** Refuses paths that have no reading: a percent sign without two digits, bytes that are no UTF-8. */
export const wellEncoded = createMiddleware<AppEnv>(async (context, next) => {
  const { pathname } = new URL(context.req.url);
  try {
    decodeURIComponent(pathname);
  } catch (cause) {
    throw new EdgereelError(
      'INVALID_REQUEST',
      'The path is not validly percent-encoded: write a percent sign as %25, and letters beyond ASCII as UTF-8.',
      { cause },
    );
  }
  await next();
});
