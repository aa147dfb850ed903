/**
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import { PROTOCOL_VERSION, type NodeReadiness } from '#contracts/protocol.ts';
import type { RenderNode } from './render-node.ts';

/** Asks a node whether it takes work of this Worker. Throws why not. */
export async function askUsable(node: RenderNode): Promise<NodeReadiness> {
  const readiness = await node.readiness();
  const { protocolVersion, ready, isDraining } = readiness;
  if (protocolVersion !== PROTOCOL_VERSION) {
    throw new EdgereelError(
      'PROTOCOL_MISMATCH',
      `Node ${node.id} speaks protocol ${protocolVersion} and this Worker ${PROTOCOL_VERSION}. ` +
        'Deploy both from one version (locally: restart `npm start`), then retry the render.',
    );
  }
  if (!ready || isDraining)
    throw new EdgereelError('NO_CAPACITY', `Node ${node.id} ${isDraining ? 'is shutting down' : 'is not ready'}.`);
  return readiness;
}
