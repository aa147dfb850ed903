/**
 * Signing secrets. Each is made and kept by a Durable Object, never changes, and is shown to no node and no caller. Asked for
 * once per isolate: the value is kept, not the promise, which belongs to the request that made it.
 * @module
 */
import { poolOf, tenantOf } from './stubs.ts';

const known = new Map<string, string>();

/** Signs a tenant's links to outputs. */
export const linkSecretOf = (env: Env, tenantId: string): Promise<string> =>
  remembered(`link/${tenantId}`, () => tenantOf(env, tenantId).linkSecret());

/** Signs the rights of local nodes on the artifact store. */
export const artifactSecretOf = (env: Env): Promise<string> =>
  remembered('artifacts', () => poolOf(env).artifactSecret());

async function remembered(name: string, ask: () => Promise<string>): Promise<string> {
  const secret = known.get(name) ?? (await ask());
  known.set(name, secret);
  return secret;
}
