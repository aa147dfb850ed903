import { cors } from 'hono/cors';

/**
 * Lets pages of every origin read what the API answers. No right comes with an origin: a caller shows a key or a signed link, and no cookie
 * counts. Callers that need neither are recognised by `contracts/local-caller.ts`.
 */
export const openToPages = cors({
  origin: '*',
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
  allowHeaders: [
    ...['authorization', 'x-api-key', 'content-type', 'idempotency-key', 'last-event-id'],
    ...['range', 'if-range', 'if-none-match'],
  ],
  exposeHeaders: [
    ...['content-length', 'content-range', 'accept-ranges', 'etag', 'last-modified', 'content-disposition'],
    ...['x-edgereel-sha256', 'location', 'retry-after', 'idempotency-replayed', 'allow'],
  ],
  maxAge: 86_400,
});
