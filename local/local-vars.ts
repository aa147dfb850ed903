/**
 * Text bindings that a user gives the local Worker.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { REPO_ROOT } from './paths.ts';

/** Binding that holds the first admin key. */
export const ADMIN_KEY = 'EDGEREEL_ADMIN_KEY';

/** `.dev.vars`, where `wrangler dev` takes secrets from, and over it the admin key of the environment. */
export async function readLocalVars(): Promise<Record<string, string>> {
  const devVars = await readFile(join(REPO_ROOT, '.dev.vars'), 'utf8').catch(() => '');
  const adminKey = process.env[ADMIN_KEY];
  return { ...(parseEnv(devVars) as Record<string, string>), ...(adminKey && { [ADMIN_KEY]: adminKey }) };
}

/** An environment for processes that need no key: nodes, and whatever runs beside them. */
export function withoutAdminKey({ [ADMIN_KEY]: _key, ...rest }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return rest;
}
