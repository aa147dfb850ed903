/**
 * From a render's snapshot to what the caller sees: links that fit the address it used.
 * @module
 */
import type { RenderView } from '#contracts/render.ts';
import { LINK_TTL_MS } from '../config.ts';
import { linkSecretOf } from '../secrets.ts';
import { signLink } from '../storage/signed-link.ts';
import type { RenderSnapshot } from '../render/render-snapshot.ts';

export interface ViewContext {
  env: Env;
  tenantId: string;
  /** Of the request that is answered. */
  origin: string;
}

export async function presentRender(
  snapshot: RenderSnapshot,
  { env, tenantId, origin }: ViewContext,
): Promise<RenderView> {
  const { eventId: _position, output, ...view } = snapshot;
  const self = `${origin}/api/renders/${snapshot.id}`;
  const links = {
    self,
    events: `${self}/events`,
    output: `${self}/output`,
    thumbnail: `${self}/thumbnail`,
    manifest: `${self}/manifest`,
    cancel: `${self}/cancel`,
    retry: `${self}/retry`,
  };
  if (!output) return { ...view, output, links };
  const { key: _key, ...facts } = output;
  const expiresAt = Date.now() + LINK_TTL_MS;
  const secret = await linkSecretOf(env, tenantId);
  const query = await signLink(secret, { tenantId, renderId: snapshot.id, object: 'output.mp4' }, expiresAt);
  return {
    ...view,
    output: { ...facts, url: `${links.output}?${query}`, expiresAt: new Date(expiresAt).toISOString() },
    links,
  };
}
