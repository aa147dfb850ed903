/**
 * Makes of a render's snapshot what the caller sees: links that fit the address it used.
 * @module
 */
import { FORMAT_FACTS } from '#contracts/formats.ts';
import type { RenderView } from '#contracts/render.ts';
import { STREAM_FILES } from '#contracts/stream.ts';
import { configOf, LINK_TTL_MS } from '../config.ts';
import { linkSecretOf } from '../secrets.ts';
import { signLink, type LinkedObject } from '../storage/signed-link.ts';
import { hideInternals, nodeName } from '../middleware/hide-internals.ts';
import type { RenderSnapshot } from './render-snapshot.ts';

export interface ViewContext {
  env: Env;
  tenantId: string;
  /** Origin of the request that is answered. */
  origin: string;
}

export async function presentRender(
  snapshot: RenderSnapshot,
  { env, tenantId, origin }: ViewContext,
): Promise<RenderView> {
  const { eventId: _position, output, hasSprites, ...own } = snapshot;
  const config = configOf(env);
  const view = {
    ...own,
    attempts: own.attempts.map((attempt) =>
      hideInternals({ ...attempt, nodeId: nodeName(attempt.nodeId, config) }, config),
    ),
    warnings: hideInternals(own.warnings, config),
    error: hideInternals(own.error, config),
  };
  const self = `${origin}/api/renders/${snapshot.id}`;
  const expiresAt = Date.now() + LINK_TTL_MS;
  const secret = await linkSecretOf(env, tenantId);
  const signed = async (path: string, object: LinkedObject) =>
    `${self}/${path}?${await signLink(secret, { tenantId, renderId: snapshot.id, object }, expiresAt)}`;
  const isStream = snapshot.format === 'hls';
  const links = {
    self,
    events: `${self}/events`,
    output: await signed('output', 'output'),
    ...(FORMAT_FACTS[snapshot.format].kind !== 'audio' && { thumbnail: await signed('thumbnail', 'thumbnail') }),
    ...(isStream && { playlist: await signed(`stream/${STREAM_FILES.master}`, 'stream') }),
    ...(hasSprites && { sprites: await signed('sprites.vtt', 'sprites') }),
    manifest: await signed('manifest', 'manifest'),
    logs: `${self}/logs`,
    cancel: `${self}/cancel`,
    retry: `${self}/retry`,
  };
  if (!output) return { ...view, output, links };
  const { key: _key, ...facts } = output;
  // A player goes from one file of a stream to the next, so its link opens them all.
  const url = links.playlist ?? links.output;
  return {
    ...view,
    output: { ...facts, url, expiresAt: new Date(expiresAt).toISOString() },
    links,
  };
}
