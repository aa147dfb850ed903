/**
 * A render node in a Cloudflare container, reached through its Durable Object. The only file that reads the texts which
 * `@cloudflare/containers` answers with; it never throws for a container that does not start.
 * @module
 */
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import { ARTIFACTS_HOST, type NodeCallBody } from '#contracts/protocol.ts';
import { ARTIFACT_GRANT_MS } from '../../config.ts';
import { askReadiness, callNode, type Exchange } from '../node-exchange.ts';
import type { ArtifactGrant } from '../render-container.ts';
import { scopeOf, type RenderNode } from '../render-node.ts';

/** The part of the `RenderContainer` object that is used. */
export interface ContainerStub {
  fetch(url: string, init: RequestInit): Promise<Response>;
  grantArtifacts(host: string, grant: ArtifactGrant): Promise<void>;
  revokeArtifacts(host: string): Promise<void>;
  getState(): Promise<unknown>;
}

export function createContainerNode(id: string, stub: ContainerStub): RenderNode {
  const exchange: Exchange = {
    nodeId: id,
    // The host is never looked up; the class rewrites `https:` anywhere in a URL, so plain http and no query.
    send: (path, init) => guardPlatform(() => stub.fetch(`http://node${path}`, init)),
    readForeignAnswer: (status, text) => fromPlatformAnswer(id, status, text),
  };
  return {
    id,
    readiness: () => askReadiness(exchange),
    async call(name, body, options) {
      const host = artifactsHost(options.leaseId);
      await guardPlatform(() =>
        stub.grantArtifacts(host, { ...scopeOf(body), expiresAt: Date.now() + ARTIFACT_GRANT_MS }),
      );
      try {
        const full = { ...body, artifactsUrl: `http://${host}` } as NodeCallBody<typeof name>;
        return await callNode(exchange, name, full, options);
      } finally {
        // A grant that stays behind ends by its expiry.
        await stub.revokeArtifacts(host).catch(() => {});
      }
    },
  };
}

/** Null when this Worker can run containers, else the error that says how it could. Starts none. */
export async function findContainerProblem(stub: ContainerStub): Promise<EdgereelError | null> {
  try {
    await guardPlatform(() => stub.getState());
    return null;
  } catch (error) {
    if (isEdgereelError(error) && error.code === 'NODES_NOT_CONFIGURED') return error;
    throw error;
  }
}

const artifactsHost = (leaseId: string): string => `${leaseId}.${ARTIFACTS_HOST}`;

async function guardPlatform<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (cause) {
    if (!/containers have not been enabled/i.test(String(cause))) throw cause;
    throw new EdgereelError(
      'NODES_NOT_CONFIGURED',
      'No render node is set up: containers are off and no local nodes are named. Run `npm start`, ' +
        'or start Docker and run `wrangler dev --enable-containers`.',
      { cause },
    );
  }
}

function fromPlatformAnswer(id: string, status: number, text: string): EdgereelError | null {
  if (status === 503 || status === 429) {
    return new EdgereelError('NO_CAPACITY', `No container could be started for ${id}: ${text.slice(0, 200)}`);
  }
  if (/^(Failed to start container|Container suddenly disconnected|Error proxying request)/.test(text)) {
    return new EdgereelError('NODE_LOST', `Container ${id} went away: ${text.slice(0, 200)}`);
  }
  return null;
}
