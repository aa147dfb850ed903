import { Hono } from 'hono';
import { EdgereelError } from '#contracts/errors.ts';
import { configOf } from '../config.ts';
import { artifactSecretOf } from '../secrets.ts';
import { readArtifactToken } from '../storage/artifact-token.ts';
import { artifactKey, handleArtifact } from '../storage/artifacts.ts';
import { ObjectStore } from '../storage/object-store.ts';
import type { AppEnv } from '../app-env.ts';

/** The artifact store of local render nodes; the token in the path says what a node may touch. */
export const artifacts = new Hono<AppEnv>().all('/:token/*', async (context) => {
  const { env, req } = context;
  const scope = await readArtifactToken(await artifactSecretOf(env), req.param('token'), Date.now());
  if (!scope) throw new EdgereelError('FORBIDDEN', 'The artifact token is not valid or has expired.');
  const path = new URL(req.url).pathname.split('/').slice(3).join('/');
  return handleArtifact(req.raw, artifactKey(path), {
    store: new ObjectStore(env.ARTIFACTS),
    scope,
    mirrors: configOf(env).remoteMirrors,
    log: context.var.log,
  });
});
