/**
 * A render node reached by URL: a local process, or one on any host.
 * @module
 */
import { createArtifactToken } from '../storage/artifact-token.ts';
import { ARTIFACT_GRANT_MS, type Config } from '../config.ts';
import { askReadiness, callNode, type Exchange } from './node-exchange.ts';
import type { RenderNode } from './render-node.ts';
import type { NodeCallBody } from '#contracts/protocol.ts';

/** The node's id is its base URL. */
export function createHttpNode(baseUrl: string, config: Pick<Config, 'renderNodeSecret' | 'publicUrl'>): RenderNode {
  const exchange: Exchange = {
    nodeId: baseUrl,
    send(path, init) {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${config.renderNodeSecret}`);
      return fetch(baseUrl + path, { ...init, headers });
    },
  };
  return {
    id: baseUrl,
    readiness: (signal) => askReadiness(exchange, signal),
    async call(name, body, options) {
      const token = await createArtifactToken(config.renderNodeSecret, body, Date.now() + ARTIFACT_GRANT_MS);
      const artifactsUrl = `${config.publicUrl}/artifacts/${token}`;
      return callNode(exchange, name, { ...body, artifactsUrl } as NodeCallBody<typeof name>, options);
    },
  };
}
