import type { Hono } from 'hono';
import type { AppEnv } from '../app-env.ts';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

/** Methods that have a route at a path; what is for all methods is middleware. Hono answers HEAD by way of GET. */
export function allowedMethods({ router }: Hono<AppEnv>, path: string): string[] {
  return METHODS.filter((method) =>
    router.match(method, path)[0].some(([[, route]]) => route.method === method),
  ).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
}
