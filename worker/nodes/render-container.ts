/**
 * The Durable Object that owns one container: starts it, stops it, forwards to it. No logic lives here, because no test runs it
 * without Docker; what it does per call is decided in `container-node.ts`.
 * @module
 */
import { Container } from '@cloudflare/containers';
import { EdgereelError, toWire } from '#contracts/errors.ts';
import { ARTIFACTS_HOST, NODE_PORT } from '#contracts/protocol.ts';
import type { ArtifactScope } from '#contracts/keys.ts';
import { configOf } from '../config.ts';
import { consoleLogger } from '../log.ts';
import { artifactKey, handleArtifact } from '../storage/artifacts.ts';
import { ObjectStore } from '../storage/object-store.ts';

/** The right of one call on the artifact store, bound to a virtual host of its own. */
export interface ArtifactGrant extends ArtifactScope {
  /** Epoch milliseconds. */
  expiresAt: number;
}

const GRANTED = 'artifacts';

export class RenderContainer extends Container<Env> {
  override defaultPort = NODE_PORT;
  override enableInternet = false;
  override sleepAfter = '10m';
  override pingEndpoint = 'node/healthz';

  /** Several calls share a container, so each has a host of its own, and with it a scope of its own. */
  async grantArtifacts(host: string, grant: ArtifactGrant): Promise<void> {
    await this.setOutboundByHost(host, GRANTED, grant);
  }

  async revokeArtifacts(host: string): Promise<void> {
    await this.removeOutboundByHost(host);
  }
}

// Assigned, not declared inside the class: a class field would shadow the setters of the base class and register nothing.
RenderContainer.outboundHandlers = {
  [GRANTED]: async (request: Request, env: Env, { params }: { params?: unknown }) => {
    const grant = params as ArtifactGrant;
    if (grant.expiresAt <= Date.now()) return refuse('The grant of this host is over.');
    return handleArtifact(request, artifactKey(new URL(request.url).pathname), {
      store: new ObjectStore(env.ARTIFACTS),
      scope: grant,
      mirrors: configOf(env).remoteMirrors,
      log: consoleLogger,
    });
  },
};
// Makes the names resolve inside the container; a host without a grant ends here.
RenderContainer.outboundByHost = { [`*.${ARTIFACTS_HOST}`]: async () => refuse('This host has no grant.') };

function refuse(message: string): Response {
  const error = new EdgereelError('FORBIDDEN', message);
  return Response.json({ error: toWire(error) }, { status: error.status });
}
