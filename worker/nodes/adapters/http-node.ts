/**
 * A render node reached by URL: a local process, or one on any host.
 * @module
 */
import { createArtifactToken } from '../../storage/artifact-token.ts';
import { ARTIFACT_GRANT_MS, type Config } from '../../config.ts';
import { askReadiness, callNode, type Exchange } from '../node-exchange.ts';
import { scopeOf, type RenderNode } from '../render-node.ts';
import type { NodeCallBody } from '#contracts/protocol.ts';

interface HttpNodeContext {
  config: Pick<Config, 'renderNodeSecret' | 'publicUrl'>;
  /** Signs the node's rights on the artifact store; never sent to it. */
  readArtifactSecret(): Promise<string>;
}

/** The node's id is its base URL. */
export function createHttpNode(baseUrl: string, { config, readArtifactSecret }: HttpNodeContext): RenderNode {
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
    readiness: () => askReadiness(exchange),
    async call(name, body, options) {
      const secret = await readArtifactSecret();
      const token = await createArtifactToken(secret, scopeOf(body), Date.now() + ARTIFACT_GRANT_MS);
      const artifactsUrl = `${config.publicUrl}/artifacts/${token}`;
      return callNode(exchange, name, { ...body, artifactsUrl } as NodeCallBody<typeof name>, options);
    },
  };
}
